import { shanghaiDate } from '../domain/calendar.ts';
import type { DecisionFact, OrderFact } from '../domain/fact.ts';
import { isDecision } from '../domain/fact.ts';
import { wholeTakings } from '../domain/order-takings.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { Decided, MemberAsked, OrderInHand } from './decide-order.ts';
import { decide, findMember, readFile } from './decide-order.ts';
import type { OrderPorts, Rider } from './ports.ts';
import { requireSameOrder } from './same-order.ts';

/** With pauses of up to 320 ms these take about four seconds: long enough for a hundred orders of one member at once. */
export const MAX_ATTEMPTS = 24;

export interface Arrival {
  readonly inHand: OrderInHand;
  readonly admission: Promise<void>;
  /** throws where a new decision may not stand */
  readonly judge?: (decided: Decided) => void;
  /** what is written with the decision, or not at all */
  readonly riders?: (fact: DecisionFact) => readonly Rider[];
}

/** A decision and how it came: made now, or found where the order had come before. `rider`: what should ride along stood in the way. */
export type Arrived =
  | { readonly came: 'new'; readonly fact: DecisionFact; readonly factsBefore: number }
  | { readonly came: 'replayed'; readonly fact: DecisionFact }
  | { readonly came: 'rider'; readonly position: number };

/**
 * Decides an order as it arrives, takes what it takes from the limits and records it: load, decide, commit, in two round trips. The
 * commit holds only if nothing it was decided from has moved; otherwise it is decided again. The order's number is the key, for ever:
 * the same content again finds the same decision, other content is refused.
 */
export async function decideArrival(ports: OrderPorts, arrival: Arrival): Promise<Arrived> {
  const { inHand, admission, judge, riders } = arrival;
  const asked = await findMember(ports, inHand.order);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const file = await readFile(ports, inHand, asked);
    const before = await factsBefore(ports, inHand, file.first);
    const decidedBefore = before.find(isDecision);
    if (decidedBefore !== undefined) return replay(decidedBefore, inHand);
    const sequence = before.length + 1;
    const reversedBefore = before.some(({ type }) => type === 'tombstone');
    const decided = await decide(ports, { ...inHand, reversedBefore }, asked, file);
    judge?.(decided);
    const fact = decisionFact(inHand, asked, decided, sequence);
    const draws = wholeTakings(fact);
    const posting = { facts: [fact], draws, until: fact.expiresAt, riders: riders?.(fact) ?? [] } as const;
    const outcome = await ports.orders.postDecision(admission, posting, decided.from);
    if (outcome.posting === 'posted') return { came: 'new', fact, factsBefore: before.length };
    if (outcome.posting === 'rider') return { came: 'rider', position: outcome.position };
    if (outcome.posting === 'exists' && isDecision(outcome.fact)) return replay(outcome.fact, inHand);
    await ports.pause(attempt);
  }
  throw tooBusy();
}

export const tooBusy = (): ConnectorError =>
  new ConnectorError('connector.busy', 'The limits of this member are in great demand; repeat the same request.');

/** Nearly always there is none, or the decision itself. A reversal that came before the order may have a decision behind it. */
export async function factsBefore(
  { orders }: OrderPorts,
  { providerId, order }: OrderInHand,
  first: OrderFact | undefined,
): Promise<readonly OrderFact[]> {
  if (first === undefined) return [];
  return isDecision(first) ? [first] : orders.readFacts(providerId, order.orderNo);
}

function replay(fact: DecisionFact, inHand: OrderInHand): Arrived {
  requireSameOrder(fact, inHand);
  return { came: 'replayed', fact };
}

export function decisionFact(
  { order, providerId, now, holdSeconds }: OrderInHand,
  asked: MemberAsked,
  { decision, draws, fills, basis }: Decided,
  sequence: number,
): DecisionFact {
  const decidedAs = holdSeconds === undefined ? 'settlement' : 'authorization';
  return {
    ...{ providerId, orderNo: order.orderNo, sequence, order, decision, draws, fills, basis },
    type: decision.refused ? 'decline' : decidedAs,
    postedAt: now,
    businessDate: shanghaiDate(now),
    memberId: asked.otherName ? null : (asked.memberId ?? null),
    expiresAt: holdSeconds === undefined ? undefined : now + holdSeconds * 1000,
  };
}
