import type { MeteredCall } from '../engine/meter.ts';
import { startMeteredStage } from '../engine/stage.ts';
import type { Figure, Goal } from '../figure.ts';
import { atMost, figure } from '../figure.ts';
import type { DrugKind } from '../workload/drugs.ts';
import { drugKinds, drugOrder, publishDrugs } from '../workload/drugs.ts';
import { publishBenchPlan, seedMembers } from '../workload/enrolment.ts';
import type { Arriving, Hospital, Pharmacy } from '../workload/order-life.ts';
import { hospitalRequests, pharmacyEvents } from '../workload/order-life.ts';
import { consultOrder } from '../workload/orders.ts';
import { handled } from '../workload/requests.ts';
import type { Step } from './life-costs.ts';
import { lifeCosts } from './life-costs.ts';
import { allWriteUnits, requestFigures } from './request-figures.ts';

const MOST_OF_A_PAIR = 10;
const RETURNED = { lineNo: 1, quantity: '1' };

type Calls = readonly MeteredCall[];
type Count = (arriving: Arriving) => Promise<Calls>;
type Life = Readonly<Partial<Record<Step, Calls>>>;

/** Exact counts of what happens to an order, asked for by its hospital or told by its pharmacy, in functions that are warm. */
export async function measureOrderLife(kinds: readonly DrugKind[] = drugKinds): Promise<readonly Figure[]> {
  const { stage, meter } = await startMeteredStage();
  const count: Count = async ({ handler, event, status, replayed }) => {
    meter.take();
    await handled(handler, event, status, replayed);
    return meter.take();
  };
  try {
    await publishBenchPlan(stage);
    await publishDrugs(stage);
    await seedMembers(stage, ['M-0', 'M-1']);
    const hospital = await hospitalRequests(stage.credential('hospital-a'));
    const pharmacy = await pharmacyEvents(stage.credential('pharmacy-a'));
    const figures = await consultFigures(hospital, count);
    for (const kind of kinds) {
      const life = await hospitalLife(hospital, count, kind);
      figures.push(...lifeFigures(kind, life), pairFigure(`, ${kind}`, [life.authorize, life.capture]));
    }
    for (const kind of kinds) figures.push(...lifeFigures(kind, await pharmacyLife(pharmacy, count, kind)));
    return [...figures, ...(await earlyFigures(pharmacy, count))];
  } finally {
    await stage.stop();
  }
}

/** The pair whose throughput is measured. */
async function consultFigures({ authorize, capture }: Hospital, count: Count): Promise<Figure[]> {
  await count(authorize(consultOrder('H-WARM', { memberId: 'M-0' })));
  await count(capture('H-WARM', { captureNo: '1' }));
  const authorized = await count(authorize(consultOrder('H-0', { memberId: 'M-1' })));
  const captured = await count(capture('H-0', { captureNo: '1' }));
  return [
    ...requestFigures('authorize, a consult', authorized, lifeCosts['over the counter'].authorize),
    ...requestFigures('capture, a consult', captured, lifeCosts['over the counter'].capture),
    pairFigure(', a consult', [authorized, captured], atMost(MOST_OF_A_PAIR)),
  ];
}

async function hospitalLife({ authorize, capture, release, reverse }: Hospital, count: Count, kind: DrugKind) {
  const life = `H-${drugKinds.indexOf(kind)}`;
  const [whole, parts, released] = [`${life}-1`, `${life}-2`, `${life}-3`] as const;
  // not counted: the first of a kind reads its plan and formulary as well
  for (const orderNo of [parts, released]) await count(authorize(drugOrder(orderNo, kind)));
  const part = { captureNo: '1', final: false, lines: [{ ...RETURNED, amount: 2_000 }] };
  const reason = '患者退药';
  return {
    'authorize': await count(authorize(drugOrder(whole, kind))),
    'capture': await count(capture(whole, { captureNo: '1' })),
    'whole reversal': await count(reverse(whole, { reversalNo: '1', reason })),
    'capture in part': await count(capture(parts, part)),
    'reversal by line': await count(reverse(parts, { reversalNo: '1', reason, lines: [RETURNED] })),
    'void': await count(release(released)),
  } satisfies Life;
}

async function pharmacyLife(tell: Pharmacy, count: Count, kind: DrugKind) {
  const life = `P-${drugKinds.indexOf(kind)}`;
  const [whole, cancelled, late] = [`${life}-1`, `${life}-2`, `${life}-3`] as const;
  for (const orderNo of [cancelled, late]) await count(tell.submitted(drugOrder(orderNo, kind)));
  await count(tell.dispensed(late));
  return {
    'order.submitted': await count(tell.submitted(drugOrder(whole, kind))),
    'order.dispensed': await count(tell.dispensed(whole)),
    'order.delivered': await count(tell.delivered(whole)),
    'order.returned': await count(tell.returned(whole, RETURNED.lineNo)),
    'order.cancelled before it was dispensed': await count(tell.cancelled(cancelled)),
    'order.cancelled after it was dispensed': await count(tell.cancelled(late)),
  } satisfies Life;
}

/** An event that comes before its predecessor, and the same webhook again. */
async function earlyFigures(tell: Pharmacy, count: Count): Promise<Figure[]> {
  const early = tell.dispensed('P-EARLY', 202);
  const waiting = await count(early);
  const again = await count({ ...early, replayed: true });
  const followed = await count(tell.submitted(drugOrder('P-EARLY', 'over the counter')));
  return [
    ...requestFigures('order.dispensed before its order', waiting, { trips: 2, writeUnits: 4, indexUnits: 0 }),
    ...requestFigures('the same webhook again', again, { trips: 1, writeUnits: 0, indexUnits: 0 }),
    ...requestFigures('order.submitted after what waited for it', followed, {}),
  ];
}

function lifeFigures(kind: DrugKind, life: Life): Figure[] {
  const steps = Object.entries(life) as [Step, Calls][];
  return steps.flatMap(([step, calls]) => requestFigures(`${step}, ${kind}`, calls, lifeCosts[kind][step]));
}

const pairFigure = (of: string, pair: readonly Calls[], goal?: Goal): Figure =>
  figure(`authorize and capture${of}: write units with the indexes`, allWriteUnits(pair.flat()), 'units', goal);
