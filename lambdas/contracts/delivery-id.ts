import * as z from 'zod';
import type { DeliveryRef } from '../domain/delivery.ts';

const DELIVERY_ID = /^([^#]+)#(\d{14})#([^#]+)$/;

/** A delivery as one text: what a queue's message and a timer name it by. */
export const deliveryId = ({ providerId, happenedAt, eventId }: DeliveryRef): string =>
  `${providerId}#${String(happenedAt).padStart(14, '0')}#${eventId}`;

/** Only `deliveryId` writes these, so anything else is a defect and throws. */
export function parseDeliveryId(text: string): DeliveryRef {
  const [, providerId, happenedAt, eventId] = DELIVERY_ID.exec(text) ?? [];
  if (providerId === undefined || eventId === undefined) throw new Error('not the id of a delivery');
  return { providerId, happenedAt: Number(happenedAt), eventId };
}

/** What the queue `webhook-deliveries` takes. */
export const deliveryMessage = z.strictObject({ deliveryId: z.string().regex(DELIVERY_ID) });

export type DeliveryMessage = z.infer<typeof deliveryMessage>;
