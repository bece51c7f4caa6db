import type { Delivery, DeliveryAttempt, DeliveryRef } from '../domain/delivery.ts';
import type { RetrySeries } from '../domain/retry-schedule.ts';
import { parseFactId } from './fact-item.ts';
import type { Item } from './keys.ts';
import { deliveryKey, textOf } from './keys.ts';
import { tableShape } from './table-shape.ts';

/** The log of what was sent is kept for so long after the event. */
const KEPT_SECONDS = 90 * 86_400;

/**
 * The id of the event that a fact is: the same however often the fact is met. Without the full stop of a fact's id, which Standard
 * Webhooks would rather not have in a `webhook-id`; and with letters first, since people type it after a command.
 */
export const eventIdOf = (factId: string): string => `EV-${factId.replace('.', '-')}`;

const EVENT_ID = /^EV-([\w-]{21})-([1-9]\d{0,3})$/;

/** The fact that an event is of; undefined where the text is no event's id. */
export function parseEventId(eventId: string): ReturnType<typeof parseFactId> {
  const [, orderId, sequence] = EVENT_ID.exec(eventId) ?? [];
  return parseFactId(`${orderId}.${sequence}`);
}

/** `null` stands for what is absent. */
type PackedLog = readonly [
  attempted: number,
  nextAt: number,
  series: readonly [failed: number, until: number] | null,
  attempts: readonly (readonly [at: number, result: DeliveryAttempt['result']])[],
];

/** What an attempt changes: the state by itself, so that a query can ask for it, and all the rest as one text. */
export function logAttributes({
  state,
  attempted,
  nextAt,
  series,
  attempts,
}: Delivery): Readonly<Record<'s' | 'l', { readonly S: string }>> {
  const packed: PackedLog = [
    attempted,
    nextAt,
    series === undefined ? null : [series.failed, series.until],
    attempts.map(({ at, result }) => [at, result] as const),
  ];
  return { s: { S: state }, l: { S: JSON.stringify(packed) } };
}

export function deliveryItem(delivery: Delivery): Item {
  const { ref, type, orderNo, body } = delivery;
  return {
    ...keyOfDelivery(ref),
    ...{ t: { S: type }, o: { S: orderNo }, b: { S: body } },
    ...logAttributes(delivery),
    [tableShape.timeToLive]: { N: String(Math.floor(ref.happenedAt / 1000) + KEPT_SECONDS) },
  };
}

export const keyOfDelivery = ({ providerId, happenedAt, eventId }: DeliveryRef) =>
  deliveryKey(providerId, happenedAt, eventId);

export function parseDelivery(item: Readonly<Item>): Delivery {
  const [happenedAt, eventId = ''] = textOf(item, 'sk').split('#');
  const [attempted, nextAt, series, attempts] = JSON.parse(textOf(item, 'l')) as PackedLog;
  return {
    ref: { providerId: textOf(item, 'pk').slice('DELIVERY#'.length), happenedAt: Number(happenedAt), eventId },
    type: textOf(item, 't') as Delivery['type'],
    ...{ orderNo: textOf(item, 'o'), body: textOf(item, 'b') },
    state: textOf(item, 's') as Delivery['state'],
    ...{ attempted, nextAt, series: series === null ? undefined : seriesOf(series) },
    attempts: attempts.map(([at, result]) => ({ at, result })),
  };
}

const seriesOf = ([failed, until]: readonly [number, number]): RetrySeries => ({ failed, until });
