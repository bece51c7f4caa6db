import type { EpochMs } from './calendar.ts';
import type { ProviderEventType } from './provider-event.ts';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Which delivery: one event for one provider. */
export interface DeliveryRef {
  readonly providerId: string;
  /** when the event happened: deliveries of a provider are listed in this order */
  readonly happenedAt: EpochMs;
  /** the `webhook-id`, the same in every attempt */
  readonly eventId: string;
}

/** Why nothing was sent, or nothing was answered. */
export type Obstacle = 'no-url' | 'no-secret' | 'suspended' | 'address-refused' | 'timeout' | 'unreachable';

/** What became of sending a webhook once. */
export type SendOutcome =
  { readonly status: number; readonly retryAfter?: string | undefined } | { readonly obstacle: Obstacle };

export interface DeliveryAttempt {
  readonly at: EpochMs;
  /** the status that was answered, or why none was */
  readonly result: number | Obstacle;
}

/** A row of attempts that follow each other, from the first that failed on. */
export interface DeliverySeries {
  readonly failed: number;
  /** the last attempt is made then */
  readonly until: EpochMs;
}

/** An event on its way to a provider, and the log of it. */
export interface Delivery {
  readonly ref: DeliveryRef;
  readonly type: ProviderEventType;
  readonly orderNo: string;
  /** as it is signed and sent, byte for byte, in every attempt */
  readonly body: string;
  readonly state: DeliveryState;
  /** of all attempts, also those that are no longer listed */
  readonly attempted: number;
  /** the latest ones, the oldest first */
  readonly attempts: readonly DeliveryAttempt[];
  /** pending: no attempt before this */
  readonly nextAt: EpochMs;
  /** undefined until an attempt has failed */
  readonly series: DeliverySeries | undefined;
}

const SECOND_MS = 1_000;
const HOUR_S = 3_600;
/** Seconds: the longest wait after the first failed attempt, the second, and so on; after the last of them always that. */
const LONGEST_WAITS = [5, 30, 120, 600, 1_800, ...[1, 3, 6, 12, 24].map((hours) => hours * HOUR_S)];
/** From the first attempt that failed to the last one that is made. */
const SERIES_MS = 72 * HOUR_S * SECOND_MS;
/** What a provider may ask for at most by `Retry-After`. */
const LONGEST_RETRY_AFTER_MS = 24 * HOUR_S * SECOND_MS;
const MOST_ATTEMPTS_LISTED = 20;
/** "Gone": who answers so does not want to hear of it again (Standard Webhooks). */
const GONE = 410;

export function newDelivery(event: Pick<Delivery, 'ref' | 'type' | 'orderNo' | 'body'>): Delivery {
  return { ...event, state: 'pending', attempted: 0, attempts: [], nextAt: event.ref.happenedAt, series: undefined };
}

/**
 * The delivery after an attempt at an instant. It is made again after a wait with full jitter, for three days: `chance`, from 0 to below
 * 1, says how much of the longest wait. The last attempt is made when the three days are over.
 */
export function afterAttempt(delivery: Delivery, at: EpochMs, outcome: SendOutcome, chance: number): Delivery {
  const result = 'status' in outcome ? outcome.status : outcome.obstacle;
  const attempts = [...delivery.attempts, { at, result }].slice(-MOST_ATTEMPTS_LISTED);
  const tried = { ...delivery, attempted: delivery.attempted + 1, attempts };
  if (typeof result === 'number' && result >= 200 && result < 300) return { ...tried, state: 'delivered' };
  const series = delivery.series ?? { failed: 0, until: at + SERIES_MS };
  if (result === GONE || at >= series.until) return { ...tried, state: 'failed' };
  const asked = 'status' in outcome ? retryAfterMs(outcome.retryAfter, at) : 0;
  const nextAt = Math.min(series.until, at + Math.max(asked, waitMs(series.failed, chance)));
  return { ...tried, nextAt, series: { ...series, failed: series.failed + 1 } };
}

/** A delivery that somebody wants made once more, whatever has become of it: at once, and again for three days. */
export const redriven = (delivery: Delivery, now: EpochMs): Delivery => ({
  ...delivery,
  ...{ state: 'pending', nextAt: now, series: undefined },
});

function waitMs(failed: number, chance: number): number {
  const longest = LONGEST_WAITS[Math.min(failed, LONGEST_WAITS.length - 1)] ?? 0;
  return Math.max(SECOND_MS, Math.floor(chance * longest * SECOND_MS));
}

/** Seconds, or a date (RFC 9110, 10.2.3); 0 where it is neither. */
function retryAfterMs(text: string | undefined, now: EpochMs): number {
  if (text === undefined) return 0;
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now;
  return Number.isNaN(asked) ? 0 : Math.min(Math.max(asked, 0), LONGEST_RETRY_AFTER_MS);
}
