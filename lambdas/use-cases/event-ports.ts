import type { WebhookCall } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { EventBook, InboxEntry, OrderBook, OrderPorts } from './ports.ts';

export interface EventPorts extends OrderPorts {
  readonly orders: Pick<OrderBook, 'readOrderFile' | 'postDecision' | 'readFacts' | 'readOrder' | 'postMove'>;
  readonly events: EventBook;
}

/** A webhook as it is remembered, but for what becomes of it. */
export function entryOf(
  { caller, webhookId, bodyDigest, now }: WebhookCall<unknown>,
  orderNo: string,
): Omit<InboxEntry, 'outcome' | 'factCount'> {
  return { partnerId: caller.partnerId, webhookId, bodyDigest, orderNo, receivedAt: now };
}

/** A `webhook-id` stands for one body, for ever. */
export function requireSameBody(entry: InboxEntry | undefined, { bodyDigest }: WebhookCall<unknown>): void {
  if (entry === undefined || entry.bodyDigest === bodyDigest) return;
  throw new ConnectorError('webhook.conflict', 'This webhook-id was sent before with another body.');
}
