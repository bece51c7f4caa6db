import type { EpochMs } from './calendar.ts';
import type { OrderFact } from './fact.ts';
import type { AskedLine, ReturnedLine } from './later-fact.ts';

/** What a pharmacy tells of an order that it has submitted. */
export type PharmacyEvent = {
  /** the sender's own id of the event */
  readonly webhookId: string;
  readonly occurredAt: EpochMs;
  /** the sender's own count of the order's events */
  readonly sequence?: number | undefined;
} & (
  | { readonly type: 'order.dispensed'; readonly asked: readonly AskedLine[] | undefined }
  | { readonly type: 'order.delivered'; readonly deliveredAt: EpochMs }
  | { readonly type: 'order.cancelled'; readonly reason: string }
  | { readonly type: 'order.returned'; readonly returnNo: string; readonly lines: readonly ReturnedLine[] }
);

/** In which order things happen to an order, where nothing else tells. */
const TURNS = ['order.dispensed', 'order.delivered', 'order.returned', 'order.cancelled'] as const;

/**
 * The events that still wait for their predecessor, in the order in which they happened: by the sender's own numbers where each of them
 * has one, else by their times. However they came, the order is the same.
 */
export function waitingEvents(facts: readonly OrderFact[]): readonly PharmacyEvent[] {
  const done = new Set(facts.map((fact) => (fact.type === 'handled' ? fact.webhookId : ofEventOf(fact))));
  const waiting = facts.flatMap((fact) =>
    fact.type === 'waiting' && !done.has(fact.event.webhookId) ? [fact.event] : [],
  );
  // some numbers among none would put three events into a circle
  const areNumbered = waiting.every(({ sequence }) => sequence !== undefined);
  return waiting.toSorted((one, other) => (areNumbered && byNumber(one, other)) || byTime(one, other));
}

const ofEventOf = (fact: OrderFact): string | undefined => ('ofEvent' in fact ? fact.ofEvent : undefined);

const byNumber = ({ sequence: one = 0 }: PharmacyEvent, { sequence: other = 0 }: PharmacyEvent): number => one - other;

function byTime(one: PharmacyEvent, other: PharmacyEvent): number {
  const byTurn = TURNS.indexOf(one.type) - TURNS.indexOf(other.type);
  return one.occurredAt - other.occurredAt || byTurn || (one.webhookId < other.webhookId ? -1 : 1);
}
