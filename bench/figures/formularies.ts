import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { formulariesAt } from '../../lambdas/storage/formulary-shelf.ts';
import { readCatalogue } from '../../lambdas/storage/read-catalogue.ts';
import { longestEntries } from '../../test/support/long-formulary.ts';
import type { Meter } from '../engine/meter.ts';
import type { Stage } from '../engine/stage.ts';
import { startMeteredStage } from '../engine/stage.ts';
import type { Figure } from '../figure.ts';
import { atMost, exactly, figure } from '../figure.ts';
import { roundTrips } from '../measure/round-trips.ts';
import { rounded } from '../measure/statistics.ts';
import { coverageOf, INSURER } from '../workload/enrolment.ts';
import { codeOf, drugPlan, formularyOf } from '../workload/formularies.ts';
import { consultOrder } from '../workload/orders.ts';
import { handled, handlerOf, signedEvent } from '../workload/requests.ts';

const ITEMS = 6_000;
const SLOWEST_PUBLICATION_MS = 5_000;
const LARGEST_HEAP_KB = 3 * 1_024;
const BYTES_PER_KB = 1_024;

/** What a list of thousands of items costs: published, in the memory of a function, and in front of an order. */
export async function measureFormularies(): Promise<readonly Figure[]> {
  const { stage, meter } = await startMeteredStage();
  try {
    const put = putter(stage);
    // compiles what a publication runs through
    await put('formularies', '/v1/formularies/warm/versions/1', formularyOf(100));
    const published = await timed(meter, () =>
      put('formularies', '/v1/formularies/core/versions/1', formularyOf(ITEMS)),
    );
    const longest = longestEntries(10_000);
    const largest = await timed(meter, () => put('formularies', '/v1/formularies/longest/versions/1', longest));
    return [
      figure(
        `${ITEMS} items: publication`,
        published.ms,
        'ms, 25 of them for each round trip',
        atMost(SLOWEST_PUBLICATION_MS),
      ),
      figure(`${ITEMS} items: round trips of a publication`, published.trips, 'one after another', exactly(3)),
      figure('10,000 items of the longest, 4 MB: publication', largest.ms, 'ms', atMost(SLOWEST_PUBLICATION_MS)),
      figure(`${ITEMS} items: heap of a function`, await heapKb(), 'KB', atMost(LARGEST_HEAP_KB)),
      ...(await orderFigures(stage, meter)),
    ];
  } finally {
    await stage.stop();
  }
}

type Put = (handler: string, target: string, content: unknown) => Promise<unknown>;

function putter(stage: Stage): Put {
  return async (handler, target, content) => {
    const event = signedEvent({ from: stage.credential(INSURER), method: 'PUT', target, content });
    return handled(await handlerOf(handler), event, 201);
  };
}

async function timed(
  meter: Meter,
  run: () => Promise<unknown>,
): Promise<{ readonly ms: number; readonly trips: number }> {
  meter.take();
  const startedAt = performance.now();
  await run();
  return { ms: rounded(performance.now() - startedAt, 0), trips: roundTrips(meter.take()) };
}

/** What the list takes once it is on the shelf, after a collection on either side. */
async function heapKb(): Promise<number> {
  const publications = await readCatalogue();
  await formulariesAt(['warm'], publications);
  const before = heapBytes();
  await formulariesAt(['core'], publications);
  return rounded((heapBytes() - before) / BYTES_PER_KB, 0);
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Round trips of an order that is paid by the list. */
async function orderFigures(stage: Stage, meter: Meter): Promise<readonly Figure[]> {
  const put = putter(stage);
  const settlements = await handlerOf('settlements');
  const settle = (orderNo: string): Promise<unknown> => {
    const sent = { from: stage.credential('hospital-a'), method: 'POST', target: '/v1/settlements' } as const;
    return handled(settlements, signedEvent({ ...sent, content: drugOrder(orderNo) }), 201);
  };
  await put('plans', '/v1/plans/drugs/versions/1', drugPlan('drugs', 'core'));
  await put('coverages', '/v1/coverages/C-1', { ...coverageOf('M-1'), planId: 'drugs' });
  await settle('WARM');
  const cached = await timed(meter, () => settle('CACHED'));
  await put('formularies', '/v1/formularies/core/versions/2', formularyOf(ITEMS - 1));
  const renewed = await timed(meter, () => settle('RENEWED'));
  return [
    figure('settlement by a formulary: round trips', cached.trips, 'one after another', exactly(2)),
    // the plan's list of versions, the formulary's, and its content
    figure('the first one after its publication: round trips', renewed.trips, 'one after another', exactly(5)),
  ];
}

function drugOrder(orderNo: string): OrderRequest {
  const line = {
    lineNo: 1,
    category: 'drug',
    code: codeOf(17),
    name: '盐酸二甲双胍缓释片',
    quantity: '1',
    amount: 4_500,
  } as const;
  return { ...consultOrder(orderNo, { memberId: 'M-1' }), kind: 'pharmacy', lines: [line] };
}
