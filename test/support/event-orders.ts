import { expect } from 'vitest';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { Connector } from './connector.ts';
import { drugBenefit, drugEntry, prescriptionOf, yearlyAmount } from './documents.ts';
import { dispensed as drugsOrder } from './dispensing.ts';
import { enrol, publish, publishFormulary } from './enrolment.ts';
import type { EventSent, EventTold, PharmacyLife } from './pharmacy.ts';
import { event } from './pharmacy.ts';
import { isReplay } from './order-life.ts';

/** The life that is told: four units of a drug, of which 10 % are the patient's, and two of them come back. */
const DRUG = 'RX-METFORMIN';
const QUANTITY = 4;
const YEAR = { issuedAt: '2026-01-01T00:00:00+08:00', reviewedAt: undefined, validUntil: '2026-12-31T00:00:00+08:00' };

export type Happening = 'submitted' | 'dispensed' | 'delivered' | 'first return' | 'second return' | 'cancelled';
/** As they happen, one an hour. */
export const HAPPENINGS = [
  ...(['submitted', 'dispensed', 'delivered', 'first return', 'second return'] as const),
  'cancelled',
] as const satisfies readonly Happening[];

export function permutations<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((first, index) =>
    permutations([...values.slice(0, index), ...values.slice(index + 1)]).map((rest) => [first, ...rest]),
  );
}

/** One member with one prescription, whose orders are told one after another, so that each can be seen in the limits. */
export interface Lane {
  readonly memberId: string;
  readonly prescriptionNo: string;
}

export async function openLanes(connector: Connector, { prescribe }: PharmacyLife, count: number): Promise<Lane[]> {
  await publishFormulary(connector, 'core', [drugEntry(DRUG, { otc: false })]);
  const limits = [yearlyAmount('drugs-year', 9_000_000)];
  await publish(connector, 'drugs', { benefits: [drugBenefit('core', { coinsuranceBps: 1_000, limits })] });
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const lane = { memberId: `M-${n}`, prescriptionNo: `RX-${n}` };
      await enrol(connector, lane.memberId, 'drugs');
      expect((await prescribe(lane.prescriptionNo, prescribed(lane))).status).toBe(201);
      return lane;
    }),
  );
}

const prescribed = ({ memberId }: Lane) => prescriptionOf(memberId, [{ code: DRUG, quantity: '90000' }], YEAR);

/** An order whose events are delivered in some order. */
export interface Telling {
  readonly orderNo: string;
  readonly lane: Lane;
  readonly delivered: readonly Happening[];
  readonly numbered: boolean;
}

function happened({ orderNo, lane, numbered }: Telling, happening: Happening): EventSent {
  const at = HAPPENINGS.indexOf(happening);
  const head = { occurredAt: `2026-06-15T${String(at + 10)}:00:00+08:00`, ...(numbered && { sequence: at + 1 }) };
  return { ...contentOf(happening, orderNo, lane), ...head };
}

function contentOf(happening: Happening, orderNo: string, { memberId, prescriptionNo }: Lane): EventSent {
  switch (happening) {
    case 'submitted':
      return event.submitted(
        drugsOrder(orderNo, memberId, [{ code: DRUG, quantity: QUANTITY, daysSupply: 7 }], { prescriptionNo }),
      );
    case 'dispensed':
      return event.dispensed(orderNo);
    case 'delivered':
      return event.delivered(orderNo);
    case 'first return':
      return event.returned(orderNo, 'TH-1');
    case 'second return':
      return event.returned(orderNo, 'TH-2');
    case 'cancelled':
      return event.cancelled(orderNo);
  }
}

/** Which event comes a second time, when the next one has been delivered, and whether under its own id or another. */
export interface Duplicate {
  readonly position: number;
  readonly id: 'same' | 'other';
}

/** Delivers events of an order in turn. What comes again under its own id must be answered with the same bytes. */
export async function deliver(
  { send }: PharmacyLife,
  telling: Telling,
  duplicate: Duplicate | undefined,
  [from, to]: readonly [number, number] = [0, telling.delivered.length],
): Promise<void> {
  const { delivered, orderNo } = telling;
  const sendOne = async (position: number, again = ''): Promise<EventTold | undefined> => {
    const happening = delivered[position];
    if (happening === undefined) return undefined;
    const id = `${orderNo}-${HAPPENINGS.indexOf(happening)}${again}`;
    let told = await send(happened(telling, happening), id);
    // an engine that starves on a busy machine; any sender delivers again
    while (told.body.code === 'connector.unavailable') told = await send(happened(telling, happening), id);
    expect([200, 202], `${delivered.join()}: ${happening}: ${told.text}`).toContain(told.status);
    return told;
  };
  let before: EventTold | undefined;
  for (let position = from; position < to; position++) {
    const told = await sendOne(position);
    if (position === duplicate?.position) before = told;
    const isNow = position === Math.min(to - 1, (duplicate?.position ?? to) + 1);
    if (before === undefined || duplicate === undefined || !isNow) continue;
    const again = await sendOne(duplicate.position, duplicate.id === 'same' ? '' : '-again');
    if (duplicate.id === 'same' && again !== undefined)
      expect([again.status, again.text, isReplay(again)]).toEqual([before.status, before.text, true]);
  }
}

/** However often an event came, its order has at most one fact of it. */
export function expectEachEffectOnce(facts: readonly OrderFact[]): void {
  const effects = facts.filter(({ type }) => !['authorization', 'waiting', 'handled'].includes(type));
  const names = effects.map((fact) => `${fact.type} ${'cause' in fact ? Object.values(fact.cause).join(' ') : ''}`);
  expect(names).toEqual([...new Set(names)]);
}
