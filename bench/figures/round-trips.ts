import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { Figure } from '../figure.ts';
import type { Meter } from '../engine/meter.ts';
import { startMeteredStage } from '../engine/stage.ts';
import type { Stage } from '../engine/stage.ts';
import { straightforwardSettlement } from '../straightforward/handler.ts';
import { benchPlan, coverageOf, INSURER, publishBenchPlan, seedMembers } from '../workload/enrolment.ts';
import { consultOrder, testOrder } from '../workload/orders.ts';
import { handled, handlerOf, signedEvent } from '../workload/requests.ts';
import type { Sent } from '../workload/requests.ts';
import type { Expected } from './request-figures.ts';
import { nonceFigures, requestFigures } from './request-figures.ts';

const IDENTITY = { idType: 'resident-id', idNo: '11000019491231009X', name: '王秀英' } as const;
const member = (memberId: string) => ({ memberId });
/** the fact and the balances; a line of the statement, and one of the member's decisions */
const settled: Expected = { trips: 2, writeUnits: 4, indexUnits: 2 };
const readOnly: Expected = { trips: 1, writeUnits: 0, indexUnits: 0 };

/** Exact counts of what goes over the wire for each kind of request, in functions that are warm. */
export async function measureRoundTrips(): Promise<readonly Figure[]> {
  const { stage, meter } = await startMeteredStage();
  try {
    return await countAll(stage, meter);
  } finally {
    await stage.stop();
  }
}

async function countAll(stage: Stage, meter: Meter): Promise<readonly Figure[]> {
  const hospital = stage.credential('hospital-a');
  const post = (target: string, content: unknown): Sent => ({ from: hospital, method: 'POST', target, content });
  const settle = (order: OrderRequest): Sent => post('/v1/settlements', order);
  await prepare(stage);
  const settlements = await handlerOf('settlements');
  const quotes = await handlerOf('quotes');
  const eligibility = await handlerOf('eligibility-checks');

  async function count(name: string, handler: typeof settlements, sent: Sent, expected: Expected, replayed = false) {
    meter.take();
    await handled(handler, signedEvent(sent), sent.target === '/v1/settlements' ? 201 : 200, replayed);
    return { name, calls: meter.take(), expected };
  }
  const settlement = (name: string, order: OrderRequest, expected: Expected = settled, replayed = false) =>
    count(name, settlements, settle(order), expected, replayed);

  await settlement('warms the function up', consultOrder('WARM', member('M-0')));
  await count('warms it up', quotes, post('/v1/quotes', consultOrder('WARM-Q', IDENTITY)), {});
  await count('warms it up', eligibility, post('/v1/eligibility-checks', { member: member('M-0') }), {});
  await settlement('warms the keys up', consultOrder('WARM-ID', IDENTITY));
  await handled(straightforwardSettlement, signedEvent(settle(consultOrder('WARM-S', member('M-0')))), 201);

  const one = await settlement('settlement, 1 line', consultOrder('R-1', member('M-1')));
  const cases = [
    one,
    await settlement('settlement, 3 lines', testOrder('R-3', member('M-3'), 3)),
    await settlement('settlement, 20 lines', testOrder('R-20', member('M-20'), 20)),
    await settlement('replay', consultOrder('R-1', member('M-1')), readOnly, true),
    await settlement('declined order', consultOrder('R-D', member('M-UNKNOWN')), {
      ...{ trips: 2, writeUnits: 2, indexUnits: 1 },
    }),
    await settlement('settlement by identity', consultOrder('R-ID', IDENTITY), { ...settled, trips: 3 }),
    await count('quote', quotes, post('/v1/quotes', consultOrder('R-Q', member('M-1'))), readOnly),
    await count('eligibility check', eligibility, post('/v1/eligibility-checks', { member: member('M-1') }), readOnly),
    await afterPublication(stage, () =>
      settlement('first order after a publication', consultOrder('R-P', member('M-4'))),
    ),
    await count('straightforward design', straightforwardSettlement, settle(consultOrder('R-S', member('M-5'))), {}),
  ];
  return [
    ...cases.flatMap(({ name, calls, expected }) => requestFigures(name, calls, expected)),
    ...nonceFigures(one.calls),
  ];
}

async function prepare(stage: Stage): Promise<void> {
  await publishBenchPlan(stage);
  await seedMembers(stage, ['M-0', 'M-1', 'M-3', 'M-4', 'M-5', 'M-20']);
  const enrolled = { ...coverageOf('M-ID'), identity: { ...IDENTITY, birthDate: '1949-12-31', sex: 'female' } };
  const target = '/v1/coverages/C-M-ID';
  const sent: Sent = { from: stage.credential(INSURER), method: 'PUT', target, content: enrolled };
  await handled(await handlerOf('coverages'), signedEvent(sent), 201);
}

/** The plan's list of versions and the new document are read once each by every function. */
async function afterPublication<Counted extends { readonly expected: Expected }>(
  stage: Stage,
  run: () => Promise<Counted>,
): Promise<Counted> {
  await publishBenchPlan(stage, benchPlan.version + 1);
  return { ...(await run()), expected: { ...settled, trips: 4 } };
}
