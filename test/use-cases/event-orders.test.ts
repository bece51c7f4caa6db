import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { orderState } from '../../lambdas/domain/order-state.ts';
import { provesAll } from '../support/proof-size.ts';
import { expectBooksAgree, factsByOrder } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { Duplicate, Happening, Lane, Telling } from '../support/event-orders.ts';
import { deliver, expectEachEffectOnce, HAPPENINGS, openLanes, permutations } from '../support/event-orders.ts';
import type { PharmacyLife } from '../support/pharmacy.ts';
import { exceptionsOf, pharmacyLife } from '../support/pharmacy.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 600_000 });

const LANES = 12;
const HOLD_SECONDS = 259_200;
// of each life; prime, so that no event stays in one place over those that are taken
const step = provesAll ? 1 : 10;

let connector: Connector;
let life: PharmacyLife;
let lanes: readonly Lane[];
beforeAll(async () => {
  connector = await startQuietConnector({ direct: true, now: '2026-06-15T17:00:00+08:00' });
  life = pharmacyLife(connector);
  lanes = await openLanes(connector, life, LANES);
});
afterAll(() => connector.stop());

/**
 * Every order of delivery that is wanted, or every so many of them, with and without the sender's own numbers of the events in turn.
 */
function tellingsOf(
  name: string,
  happenings: readonly Happening[],
  wanted: (delivered: readonly Happening[]) => boolean = () => true,
): readonly Telling[] {
  return permutations(happenings)
    .filter(wanted)
    .filter((_, n) => n % step === 0)
    .map((delivered, n) => {
      const lane = lanes[n % LANES];
      if (lane === undefined) throw new Error('there is no lane');
      return { delivered, numbered: n % 2 === 0, orderNo: `${name}-${n}`, lane };
    });
}

/** Over all orders each event is the one that comes again, at every place, under its own id and under another. */
const duplicateOf = (n: number, { delivered }: Telling): Duplicate => ({
  ...{ position: n % delivered.length, id: n % 4 < 2 ? 'same' : 'other' },
});

/** As many at a time as there are lanes. */
async function deliverAll(
  tellings: readonly Telling[],
  part: (telling: Telling) => readonly [number, number],
): Promise<void> {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [n, telling] of tellings.entries())
        if (telling.lane === lane) await deliver(life, telling, duplicateOf(n, telling), part(telling));
    }),
  );
}

const whole = ({ delivered }: Telling): readonly [number, number] => [0, delivered.length];

interface End {
  readonly status: string | undefined;
  /** quantity, insurer and patient of the one line */
  readonly refundable: readonly number[];
  readonly exceptions: readonly string[];
}

const unitsOf = (quantity: number): number => quantity * 10_000;

/** What became of each order, and whether each of its events had one effect. */
async function expectEnds(tellings: readonly Telling[], expected: (telling: Telling) => End): Promise<void> {
  const [orders, exceptions] = [await factsByOrder(), await exceptionsOf(connector)];
  for (const telling of tellings) {
    const facts: readonly OrderFact[] = orders.get(`pharmacy-a ${telling.orderNo}`) ?? [];
    expectEachEffectOnce(facts);
    const state = orderState(facts, connector.now());
    const refundable = (state?.refundable ?? []).flatMap(({ quantity, insurer, patient }) => [
      quantity,
      insurer,
      patient,
    ]);
    const opened = exceptions.filter(({ orderNo }) => orderNo === telling.orderNo).map(({ kind }) => kind);
    const end: End = { status: state?.status, refundable, exceptions: [...new Set(opened)] };
    expect(end, telling.delivered.join(', ')).toEqual(expected(telling));
  }
}

/** When an event had its turn: none before the order was submitted. */
const turnOf = ({ delivered }: Telling, happening: Happening): number =>
  Math.max(delivered.indexOf(happening), delivered.indexOf('submitted'));

/** What is cancelled is worth nothing in the end; what it is called tells whether it had been dispensed as far as was known. */
function cancelledEnd(telling: Telling, endedAs: 'voided' | 'expired' = 'voided'): End {
  const wasDispensed = turnOf(telling, 'dispensed') <= turnOf(telling, 'cancelled');
  return wasDispensed
    ? { status: 'reversed', refundable: [], exceptions: [] }
    : { status: endedAs, refundable: [], exceptions: ['dispensed-against-voided'] };
}

const limits = () => Promise.all(lanes.map(({ memberId }) => life.limit(memberId)));

describe('the end of an order is the same for every order in which its events are delivered, with duplicates', () => {
  it('submitted, dispensed, delivered, returned twice, cancelled: nothing is used, held or left to refund', async () => {
    const tellings = tellingsOf('SIX', HAPPENINGS);
    await deliverAll(tellings, whole);
    await expectEnds(tellings, (telling) => cancelledEnd(telling));
    for (const limit of await limits()) expect(limit).toEqual([0, 0]);
  });

  it('dispensed after its hold had expired, and cancelled: the same', async () => {
    // dispensed before it was submitted it is captured at once: that is the life above
    const happenings = HAPPENINGS.filter((happening) => happening !== 'second return');
    const tellings = tellingsOf(
      'LATE',
      happenings,
      (delivered) => delivered.indexOf('submitted') < delivered.indexOf('dispensed'),
    );
    const submittedAt = ({ delivered }: Telling): number => delivered.indexOf('submitted') + 1;
    await deliverAll(tellings, (telling) => [0, submittedAt(telling)]);
    connector.advance(HOLD_SECONDS);
    await deliverAll(tellings, (telling) => [submittedAt(telling), telling.delivered.length]);
    await expectEnds(tellings, (telling) =>
      cancelledEnd(telling, turnOf(telling, 'cancelled') < submittedAt(telling) ? 'voided' : 'expired'),
    );
    for (const limit of await limits()) expect(limit).toEqual([0, 0]);
  });

  it('without the cancellation: two of four units are used and can be refunded', async () => {
    const tellings = tellingsOf('FIVE', HAPPENINGS.slice(0, -1));
    await deliverAll(tellings, whole);
    const left = [unitsOf(2), 1_800, 200];
    await expectEnds(tellings, () => ({ status: 'partially-reversed', refundable: left, exceptions: [] }));
    for (const limit of await limits()) expect(limit).toEqual([(tellings.length / LANES) * 1_800, 0]);
  });

  it('leaves limits, prescriptions and facts in agreement, and no failure', async () => {
    await expectBooksAgree(connector);
    expect(connector.failures).toEqual([]);
  });
});
