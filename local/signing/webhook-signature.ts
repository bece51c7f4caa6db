import { createHmac, randomBytes } from 'node:crypto';

/** A webhook as its sender signs it (Standard Webhooks, with the partner's name beside it). */
export interface UnsignedWebhook {
  readonly partnerId: string;
  readonly webhookId: string;
  /** epoch seconds of the receiver's clock */
  readonly timestamp: number;
  readonly body: Buffer;
}

export const freshWebhookId = (): string => `msg_${randomBytes(16).toString('base64url')}`;

/** `v1,` and the HMAC-SHA256 of id, timestamp and body, each parted from the next by a full stop. */
export function webhookSignature(secret: string, { webhookId, timestamp, body }: UnsignedWebhook): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${webhookId}.${timestamp}.`).update(body);
  return `v1,${mac.digest('base64')}`;
}

/** The headers of a webhook. `signatures` are separated by spaces while a secret is being replaced. */
export function webhookHeaders(webhook: UnsignedWebhook, signatures: string): Record<string, string> {
  return {
    'connector-partner': webhook.partnerId,
    'webhook-id': webhook.webhookId,
    'webhook-timestamp': String(webhook.timestamp),
    'webhook-signature': signatures,
  };
}
