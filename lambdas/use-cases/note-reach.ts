import type { EpochMs } from '../domain/calendar.ts';
import type { Breaker, Passage } from '../domain/circuit-breaker.ts';
import { afterFailureToReach, CLOSED, isOpen } from '../domain/circuit-breaker.ts';
import type { ClaimFailure } from '../domain/claim.ts';
import { retryAfterMs } from '../domain/retry-schedule.ts';
import type { BreakerShelf } from './claim-ports.ts';

export interface ReachPorts {
  readonly breakers: BreakerShelf;
  /** from 0 to below 1 */
  readonly chance: () => number;
}

/** What one attempt has seen of an insurer. */
export interface Seen {
  readonly insurerId: string;
  /** as this attempt knows it */
  readonly breaker: Breaker;
  readonly had: Exclude<Passage, 'barred'>;
  /** it answered something, whatever came after */
  readonly wasReached: boolean;
  /** the last that was heard of it is this failure to reach it */
  readonly failure: ClaimFailure | undefined;
}

const MOST_ROUNDS = 4;

/**
 * Tells all instances what was seen of an insurer; the breaker as it stands then. Where many write at once, one of them not being counted
 * is no harm: the next call sees the same.
 */
export async function noteReach(ports: ReachPorts, seen: Seen, now: EpochMs): Promise<Breaker> {
  let { breaker } = seen;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const after = breakerAfter(breaker, seen, now, ports.chance());
    if (after === breaker) return after;
    if (await ports.breakers.replaceBreaker(seen.insurerId, breaker, after)) return after;
    breaker = await ports.breakers.readBreaker(seen.insurerId);
  }
  return breaker;
}

function breakerAfter(breaker: Breaker, { had, wasReached, failure }: Seen, now: EpochMs, chance: number): Breaker {
  // who set out while it was closed, and got through, knows less than the five who did not since
  const isOld = had === 'free' && isOpen(breaker);
  const reached = wasReached && !isOld ? (breaker.failures === 0 && !isOpen(breaker) ? breaker : CLOSED) : breaker;
  if (failure === undefined) return reached;
  const asWhat = wasReached ? 'free' : had;
  const askedMs = retryAfterMs(failure.retryAfter, now);
  return afterFailureToReach(reached, asWhat, { now, askedMs, chance });
}
