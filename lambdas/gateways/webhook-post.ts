import type { SendOutcome } from '../domain/delivery.ts';
import type { Reach } from './outgoing-request.ts';
import { outgoing } from './outgoing-request.ts';

export interface OutgoingWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a webhook once. What the network does to it is an outcome; it never rejects. */
export type PostWebhook = (webhook: OutgoingWebhook) => Promise<SendOutcome>;

/**
 * Of the answer only the status and `Retry-After` are read; its body is left alone, whatever its length. Standard Webhooks asks for an
 * answer within 15 s, and we do not wait so long.
 */
export function webhookPost(reach: Reach): PostWebhook {
  const send = outgoing(reach, 0);
  return async (webhook) => {
    const sent = await send({ ...webhook, method: 'POST' });
    if ('status' in sent) return { status: sent.status, retryAfter: sent.retryAfter };
    return { obstacle: sent.obstacle === 'cut-off' ? 'unreachable' : sent.obstacle };
  };
}
