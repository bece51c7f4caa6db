import * as z from 'zod';
import type { PharmacyEvent as HappenedEvent } from '../domain/pharmacy-event.ts';
import { chosenUnion } from './chosen-union.ts';
import { returnedLines, toAskedLines, toReturnedLines } from './movement.ts';
import { eachLineOnce } from './order-checks.ts';
import { lineNo, MAX_LINES, orderRequest } from './order.ts';
import { fen, identifier, instant, nameText, quantityText } from './primitives.ts';

// What a pharmacy tells of an order, as it moves from the till to the doorstep and back.

const MAX_SEQUENCE = 1_000_000_000;

const eventFields = {
  occurredAt: instant,
  sequence: z.int().min(1).max(MAX_SEQUENCE).optional(),
};

const eventOf = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({ type: z.literal(type), ...eventFields, data });

/** The billed amount of what was handed over, in fen, for the whole line. */
export const dispensedLine = z.strictObject({ lineNo, quantity: quantityText, amount: fen });

/** Without lines, all that was authorized. */
export const dispensing = z.strictObject({
  orderNo: identifier,
  lines: z.array(dispensedLine).min(1).max(MAX_LINES).check(eachLineOnce).optional(),
});

export const delivery = z.strictObject({ orderNo: identifier, deliveredAt: instant });

export const cancellation = z.strictObject({ orderNo: identifier, reason: nameText });

export const goodsReturn = z.strictObject({
  orderNo: identifier,
  returnNo: identifier,
  lines: returnedLines,
});

export const orderSubmitted = eventOf('order.submitted', orderRequest);
export const orderDispensed = eventOf('order.dispensed', dispensing);
export const orderDelivered = eventOf('order.delivered', delivery);
export const orderCancelled = eventOf('order.cancelled', cancellation);
export const orderReturned = eventOf('order.returned', goodsReturn);

export const pharmacyEvents = [orderSubmitted, orderDispensed, orderDelivered, orderCancelled, orderReturned] as const;

export type PharmacyEvent = z.infer<(typeof pharmacyEvents)[number]>;

export const EVENT_TYPES = pharmacyEvents.map(({ shape }) => shape.type.value);

/** What is said of an event of no known type: its other fields are still looked at, as far as they are those of every event. */
const unknownEvent = z.strictObject({
  type: z.never(`must be one of ${EVENT_TYPES.join(', ')}`),
  ...eventFields,
  data: z.any(),
});

/** An event by its `type`, so that only the faults of that one are named. */
export const pharmacyEvent: z.ZodType<PharmacyEvent> = chosenUnion([unknownEvent, ...pharmacyEvents], (value) => {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return 1 + EVENT_TYPES.findIndex((one) => one === type);
});

/** What happened, as the domain sees it. */
export function toPharmacyEvent(
  event: Exclude<PharmacyEvent, { type: 'order.submitted' }>,
  webhookId: string,
): HappenedEvent {
  const head = { webhookId, occurredAt: Date.parse(event.occurredAt), sequence: event.sequence };
  switch (event.type) {
    case 'order.dispensed':
      return { ...head, type: event.type, asked: toAskedLines(event.data.lines) };
    case 'order.delivered':
      return { ...head, type: event.type, deliveredAt: Date.parse(event.data.deliveredAt) };
    case 'order.cancelled':
      return { ...head, type: event.type, reason: event.data.reason };
    case 'order.returned': {
      const { returnNo, lines } = event.data;
      return { ...head, type: event.type, returnNo, lines: toReturnedLines(lines) };
    }
  }
}
