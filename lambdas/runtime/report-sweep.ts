import type { TimerKind } from '../domain/timer.ts';
import { logSweep } from './logging.ts';
import { publishSweepMetrics } from './metrics.ts';

/** Tells of one run through what was due. */
export function reportSweep(sweep: { done: Readonly<Record<TimerKind, number>>; oldestSeconds: number }): void {
  const { done, oldestSeconds } = sweep;
  const record = {
    holdsExpired: done['hold-expiry'],
    exceptionsOpened: done['waiting-event'],
    deliveriesDue: done['delivery'],
    claimsDue: done['claim'],
    statementsUnacknowledged: done['acknowledgement'],
    disputesOverdue: done['dispute-deadline'],
    lateSeconds: oldestSeconds,
  };
  logSweep(record);
  publishSweepMetrics(record);
}
