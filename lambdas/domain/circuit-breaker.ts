import type { EpochMs } from './calendar.ts';
import { HOUR_MS, jitteredMs, SECOND_MS } from './retry-schedule.ts';

/**
 * Whether somebody can be reached, as all who call them know it together. Closed, everybody may call. After so many failures in a row it
 * opens: nobody may, but for one probe now and then; a probe that gets through closes it.
 */
export interface Breaker {
  /** in a row, while it was closed */
  readonly failures: number;
  /** that have failed since it opened */
  readonly probes: number;
  /** undefined: closed. Open: no probe before this */
  readonly probeAt: EpochMs | undefined;
}

/** `free`: everybody may call. `probe`: one may, who says so first. `barred`: nobody. */
export type Passage = 'free' | 'probe' | 'barred';

export const CLOSED: Breaker = { failures: 0, probes: 0, probeAt: undefined };

const MOST_FAILURES = 5;
const FIRST_WAIT_MS = 5 * SECOND_MS;
const LONGEST_WAIT_MS = 5 * 60 * SECOND_MS;
/** How long a probe may take: whoever has begun one and does not come back is no longer waited for. */
const PROBE_MS = 60 * SECOND_MS;
/** No wait is longer than this, `Retry-After` included: a probe that would come later is of a clock that was set back. */
const FARTHEST_MS = 24 * HOUR_MS;

export function passage({ probeAt }: Breaker, now: EpochMs): Passage {
  if (probeAt === undefined) return 'free';
  return probeAt <= now || probeAt > now + FARTHEST_MS ? 'probe' : 'barred';
}

export const isOpen = ({ probeAt }: Breaker): boolean => probeAt !== undefined;

/** Somebody begins a probe; nobody else does for a while. */
export const withProbe = (breaker: Breaker, now: EpochMs): Breaker => ({ ...breaker, probeAt: now + PROBE_MS });

/**
 * After a failure to reach of one who had this passage. Whoever set out while it was closed says nothing new of one that has opened
 * since. `askedMs`: for how long the other side asks to be left alone. `chance`: from 0 to below 1.
 */
export function afterFailureToReach(
  breaker: Breaker,
  had: Exclude<Passage, 'barred'>,
  { now, askedMs, chance }: { readonly now: EpochMs; readonly askedMs: number; readonly chance: number },
): Breaker {
  if (had === 'free' && isOpen(breaker)) return breaker;
  const failures = breaker.failures + (had === 'free' ? 1 : 0);
  if (had === 'free' && failures < MOST_FAILURES) return { ...CLOSED, failures };
  const probes = had === 'probe' ? breaker.probes + 1 : 0;
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(probes, 10));
  return { failures, probes, probeAt: now + Math.max(askedMs, jitteredMs(longest, chance)) };
}
