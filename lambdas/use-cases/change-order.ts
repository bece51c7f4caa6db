import { counterAdjustments } from '../domain/adjustment.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { FactHead } from '../domain/fact.ts';
import type { LaterFact, VoidFact } from '../domain/later-fact.ts';
import { isDecision } from '../domain/fact.ts';
import { moveBetween } from '../domain/move.ts';
import type { OrderState } from '../domain/order-state.ts';
import { orderState } from '../domain/order-state.ts';
import { MAX_ATTEMPTS, tooBusy } from './decide-arrival.ts';
import type { OrderBook, OrderPorts, OrderRecord, Rider } from './ports.ts';

export interface ChangePorts {
  readonly orders: Pick<OrderBook, 'postMove'>;
  readonly pause: OrderPorts['pause'];
}

/** An order to which something has happened, as it stands at an instant. */
export interface StandingOrder {
  readonly record: OrderRecord;
  readonly state: OrderState;
}

/** What is to happen to an order next, with what is answered when it has; or an answer without anything happening. */
export type Step<Result> =
  | { readonly result: Result }
  | {
      readonly post: LaterFact;
      readonly riders?: readonly Rider[] | undefined;
      readonly resultOf: (after: StandingOrder) => Result;
    };

/** What is to be changed, and when. */
export interface ChangeQuestion {
  readonly admission: Promise<void>;
  readonly now: EpochMs;
  readonly read: () => Promise<OrderRecord>;
}

/**
 * Brings an order one step further: looks at what has happened to it, asks what shall happen next, and posts that, if nothing else has
 * happened meanwhile; otherwise looks again. A capture, a void, an expiry and a reversal that race each other so have one winner, and
 * the others see it. Two round trips: the order, and one transaction.
 */
export async function changeOrder<Result>(
  ports: ChangePorts,
  { admission, now, read }: ChangeQuestion,
  next: (standing: StandingOrder | undefined, record: OrderRecord) => Step<Result>,
): Promise<Result> {
  let at = now;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const record = await read();
    const state = orderState(record.facts, at);
    const standing = state && { record, state };
    const step = next(standing, record);
    if ('result' in step) return step.result;
    const outcome = await post(ports, admission, { record, state, at }, step.post, step.riders);
    if (outcome.posting === 'posted') return step.resultOf(after(record, step.post, at));
    if (outcome.posting === 'withdrawn') await voidForPrescription(ports, admission, { record, state, at });
    // another request, by whose clock the hold had ended, has given its room away
    if (outcome.posting === 'released') at = Math.max(at, decisionOf(record)?.expiresAt ?? at);
    if (outcome.posting === 'moved') await ports.pause(attempt);
  }
  throw tooBusy();
}

interface Instant {
  readonly record: OrderRecord;
  readonly state: OrderState | undefined;
  readonly at: EpochMs;
}

function post(
  { orders }: ChangePorts,
  admission: Promise<void>,
  { record, state, at }: Instant,
  fact: LaterFact,
  riders: readonly Rider[] = [],
) {
  const move = state && moveBetween(state, after(record, fact, at).state, fact);
  return orders.postMove(admission, [fact, ...followersOf(record, fact)], move, riders);
}

/** In the same write, so that no insurer ever gets back what it had not paid, not even for a moment. */
const followersOf = ({ facts }: OrderRecord, fact: LaterFact): readonly LaterFact[] =>
  fact.type === 'reversal' ? counterAdjustments(facts, fact) : [];

function after(record: OrderRecord, fact: LaterFact, at: EpochMs): StandingOrder {
  const facts = [...record.facts, fact, ...followersOf(record, fact)];
  const state = orderState(facts, at);
  if (state === undefined) throw new Error('an order with facts has a state');
  return { record: { ...record, facts }, state };
}

/** A prescription was voided while an order still holds what it took of it: whoever sees that first ends the hold. */
async function voidForPrescription(ports: ChangePorts, admission: Promise<void>, instant: Instant): Promise<void> {
  const decided = decisionOf(instant.record);
  if (decided?.order.prescriptionNo === undefined) throw new Error('only an order with a prescription can lose it');
  const cause = { by: 'prescription', prescriptionNo: decided.order.prescriptionNo } as const;
  const fact: VoidFact = { ...headOf(instant.record, instant.at), type: 'void', cause };
  await post(ports, admission, instant, fact);
}

export const decisionOf = ({ facts }: OrderRecord) => facts.findLast(isDecision);

/** The head of the next fact of an order that has one. */
export function headOf({ facts }: OrderRecord, now: EpochMs): FactHead {
  const last = facts.at(-1);
  if (last === undefined) throw new Error('nothing has happened to the order');
  const { providerId, orderNo, sequence } = last;
  return { providerId, orderNo, sequence: sequence + 1, postedAt: now, businessDate: shanghaiDate(now) };
}
