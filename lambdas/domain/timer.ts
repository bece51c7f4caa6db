import type { EpochMs } from './calendar.ts';
import type { OrderFact } from './fact.ts';

/**
 * What becomes due by nothing but time: a hold that nobody captured, an event that has waited for its order for too long, a webhook or a
 * claim that is to be sent again, a statement that nobody acknowledges, a dispute that nobody decides.
 */
export const TIMER_KINDS = [
  ...(['hold-expiry', 'waiting-event', 'delivery', 'claim'] as const),
  ...(['acknowledgement', 'dispute-deadline'] as const),
] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** At this instant, and not before, somebody looks at what `id` names. A timer only reminds: what is true then is read then. */
export interface Timer {
  readonly kind: TimerKind;
  readonly dueAt: EpochMs;
  readonly id: string;
  /** when it was last put back by somebody for whom it was not due yet; undefined: never */
  readonly putBackAt?: EpochMs | undefined;
}

/** How long an event may wait for its order before a person looks at it: as long as webhooks are sent again. */
const LONGEST_WAIT_MS = 3 * 24 * 3_600_000;

/** What becomes due because of a fact, by the fact's own id; undefined: nothing. */
export function timerOf(fact: OrderFact, factId: string): Timer | undefined {
  if (fact.type === 'authorization' && fact.expiresAt !== undefined)
    return { kind: 'hold-expiry', dueAt: fact.expiresAt, id: factId };
  if (fact.type === 'waiting') return { kind: 'waiting-event', dueAt: fact.postedAt + LONGEST_WAIT_MS, id: factId };
  return undefined;
}
