import { freshWebhookId, webhookHeaders, webhookSignature } from '../../local/signing/webhook-signature.ts';
import type { UnsignedWebhook } from '../../local/signing/webhook-signature.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';

/** Who sends it; a partner and its secret, as the credentials file holds them. */
export interface WebhookSender {
  readonly partnerId: string;
  readonly webhookSecret?: string;
}

export interface WebhookOptions {
  readonly webhookId?: string;
  /** epoch seconds */
  readonly timestamp?: number;
  /** by how many seconds the sender's clock differs from ours */
  readonly offset?: number;
  /** what is sent instead of what was signed */
  readonly tamper?: {
    readonly body?: string | Buffer;
    /** from the right signature */
    readonly signature?: (right: string) => string;
    /** undefined: removed */
    readonly headers?: Readonly<Record<string, string | undefined>>;
  };
}

export const WEBHOOK_TARGET = '/v1/webhooks/pharmacy-orders';

/** One signed webhook as it arrives at the gateway. `content`: an object is sent as JSON, text and bytes as they are. */
export function webhookRequest(
  { partnerId, webhookSecret = '' }: WebhookSender,
  now: number,
  content: unknown,
  { webhookId = freshWebhookId(), timestamp, offset = 0, tamper = {} }: WebhookOptions = {},
): ArrivedRequest {
  const body = toBytes(content);
  const seconds = timestamp ?? Math.floor(now / 1000) + offset;
  const webhook: UnsignedWebhook = { partnerId, webhookId, timestamp: seconds, body };
  const right = webhookSignature(webhookSecret, webhook);
  const sent: Record<string, string | undefined> = {
    'host': 'connector.test',
    'content-type': 'application/json',
    'content-length': String(body.length),
    ...webhookHeaders(webhook, tamper.signature?.(right) ?? right),
    ...tamper.headers,
  };
  return {
    method: 'POST',
    target: WEBHOOK_TARGET,
    headers: Object.entries(sent).filter((pair): pair is [string, string] => pair[1] !== undefined),
    body: tamper.body === undefined ? body : toBytes(tamper.body),
    sourceIp: '127.0.0.1',
  };
}

function toBytes(content: unknown): Buffer {
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}
