import type { EpochMs } from './calendar.ts';
import type { ProviderEventType } from './provider-event.ts';
import type { RetrySeries } from './retry-schedule.ts';
import { nextRetry } from './retry-schedule.ts';

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
  | { readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly obstacle: Obstacle };

export interface DeliveryAttempt {
  readonly at: EpochMs;
  /** the status that was answered, or why none was */
  readonly result: number | Obstacle;
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
  readonly series: RetrySeries | undefined;
}

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
  const retryAfter = 'status' in outcome ? outcome.retryAfter : undefined;
  const retry = result === GONE ? undefined : nextRetry(delivery.series, at, retryAfter, chance);
  return retry === undefined ? { ...tried, state: 'failed' } : { ...tried, ...retry };
}

/** A delivery that somebody wants made once more, whatever has become of it: at once, and again for three days. */
export const redriven = (delivery: Delivery, now: EpochMs): Delivery => ({
  ...delivery,
  ...{ state: 'pending', nextAt: now, series: undefined },
});
