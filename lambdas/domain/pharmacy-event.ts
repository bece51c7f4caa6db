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

/** The events that still wait for their predecessor, in the order in which they happened. */
export function waitingEvents(facts: readonly OrderFact[]): readonly PharmacyEvent[] {
  const done = new Set(facts.map((fact) => (fact.type === 'handled' ? fact.webhookId : ofEventOf(fact))));
  return facts
    .flatMap((fact) => (fact.type === 'waiting' && !done.has(fact.event.webhookId) ? [fact.event] : []))
    .toSorted(inTurn);
}

const ofEventOf = (fact: OrderFact): string | undefined => ('ofEvent' in fact ? fact.ofEvent : undefined);

function inTurn(one: PharmacyEvent, other: PharmacyEvent): number {
  const bySequence = one.sequence === undefined || other.sequence === undefined ? 0 : one.sequence - other.sequence;
  const byTurn = TURNS.indexOf(one.type) - TURNS.indexOf(other.type);
  return bySequence || one.occurredAt - other.occurredAt || byTurn || (one.webhookId < other.webhookId ? -1 : 1);
}
