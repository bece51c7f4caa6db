import type { PharmacyEvent } from '../domain/pharmacy-event.ts';
import type { PackedAsked, PackedReturned } from './pack-asked.ts';
import { packAsked, packReturned, unpackAsked, unpackReturned } from './pack-asked.ts';

type Head = readonly [webhookId: string, occurredAt: number, sequence: number];

/** A sequence of 0: none was given. */
export type PackedEvent =
  | readonly [type: 'order.dispensed', ...Head, asked: PackedAsked]
  | readonly [type: 'order.delivered', ...Head, deliveredAt: number]
  | readonly [type: 'order.cancelled', ...Head, reason: string]
  | readonly [type: 'order.returned', ...Head, returnNo: string, lines: PackedReturned];

/** A pharmacy's event as a list. */
export function packEvent(event: PharmacyEvent): PackedEvent {
  const head: Head = [event.webhookId, event.occurredAt, event.sequence ?? 0];
  switch (event.type) {
    case 'order.dispensed':
      return [event.type, ...head, packAsked(event.asked)];
    case 'order.delivered':
      return [event.type, ...head, event.deliveredAt];
    case 'order.cancelled':
      return [event.type, ...head, event.reason];
    case 'order.returned':
      return [event.type, ...head, event.returnNo, packReturned(event.lines)];
  }
}

export function unpackEvent(packed: PackedEvent): PharmacyEvent {
  const [, webhookId, occurredAt, sequence] = packed;
  const head = { webhookId, occurredAt, sequence: sequence === 0 ? undefined : sequence };
  switch (packed[0]) {
    case 'order.dispensed':
      return { type: packed[0], ...head, asked: unpackAsked(packed[4]) };
    case 'order.delivered':
      return { type: packed[0], ...head, deliveredAt: packed[4] };
    case 'order.cancelled':
      return { type: packed[0], ...head, reason: packed[4] };
    case 'order.returned':
      return { type: packed[0], ...head, returnNo: packed[4], lines: unpackReturned(packed[5]) ?? [] };
  }
}
