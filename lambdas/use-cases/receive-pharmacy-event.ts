import type { PharmacyEvent as SentEvent } from '../contracts/pharmacy-event.ts';
import { toPharmacyEvent } from '../contracts/pharmacy-event.ts';
import type { Answer, WebhookCall } from '../runtime/call.ts';
import { applyEvent } from './apply-event.ts';
import type { EventPorts } from './event-ports.ts';
import { submitOrder } from './submit-order.ts';

/**
 * Takes an event of a pharmacy: its effect happens once, however often and in whatever order events are delivered, and is durable
 * before it is answered.
 */
export async function receivePharmacyEvent(ports: EventPorts, call: WebhookCall<SentEvent>): Promise<Answer> {
  const { body } = call;
  return body.type === 'order.submitted'
    ? submitOrder(ports, call, body.data)
    : applyEvent(ports, call, body.data.orderNo, toPharmacyEvent(body, call.webhookId));
}
