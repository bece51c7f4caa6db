import type { EpochMs } from './calendar.ts';

/** A row of attempts that follow each other, from the first that failed on. */
export interface RetrySeries {
  readonly failed: number;
  /** the last attempt is made then */
  readonly until: EpochMs;
}

/** When something is tried again, and in which row of attempts. */
export interface Retry {
  readonly nextAt: EpochMs;
  readonly series: RetrySeries;
}

export const SECOND_MS = 1_000;
export const HOUR_MS = 3_600 * SECOND_MS;
/** The longest wait after the first failed attempt, the second, and so on; after the last of them always that. */
const LONGEST_WAITS_MS = [
  ...[5, 30, 120, 600, 1_800].map((seconds) => seconds * SECOND_MS),
  ...[1, 3, 6, 12, 24].map((hours) => hours * HOUR_MS),
];
/** From the first attempt that failed to the last one that is made. */
const SERIES_MS = 72 * HOUR_MS;
/** What may be asked for at most by `Retry-After`. */
const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS;

/**
 * When to try again what has failed at an instant: after a wait with full jitter, and not before `retryAfter`, a header as it came. The
 * last attempt is made when three days are over. Undefined: that was the last one. `chance`: from 0 to below 1.
 */
export function nextRetry(
  before: RetrySeries | undefined,
  at: EpochMs,
  retryAfter: string | undefined,
  chance: number,
): Retry | undefined {
  const series = before ?? { failed: 0, until: at + SERIES_MS };
  if (at >= series.until) return undefined;
  const longest = LONGEST_WAITS_MS[Math.min(series.failed, LONGEST_WAITS_MS.length - 1)] ?? 0;
  const wait = Math.max(retryAfterMs(retryAfter, at), jitteredMs(longest, chance));
  return { nextAt: Math.min(series.until, at + wait), series: { ...series, failed: series.failed + 1 } };
}

/** Any part of the longest wait (milliseconds), so that a thousand who wait do not come at once; a second at least. */
export const jitteredMs = (longestMs: number, chance: number): number =>
  Math.max(SECOND_MS, Math.floor(chance * longestMs));

/** Milliseconds from a number of seconds or a date (RFC 9110, 10.2.3), a day at most; 0 where it is neither. */
export function retryAfterMs(text: string | undefined, now: EpochMs): number {
  if (text === undefined) return 0;
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now;
  return Number.isNaN(asked) ? 0 : Math.min(Math.max(asked, 0), LONGEST_RETRY_AFTER_MS);
}
