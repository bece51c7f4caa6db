import { Webhook } from 'standardwebhooks';
import type { Partner, WebhookSecret } from '../storage/partner-item.ts';
import { isActive } from '../storage/partner-item.ts';
import type { ConnectorKeys } from './connector-keys.ts';
import { openWebhookSecret } from './webhook-secret.ts';

/** Signs with one secret: `v1,<base64>` over the id, the timestamp and the text. */
export type SignWebhook = (webhookId: string, timestamp: number, text: string) => string;

/** The signers of a partner's secrets that are active at an instant (epoch milliseconds), in the order in which they were added. */
export type WebhookSigners = (partner: Partner, now: number) => Promise<readonly SignWebhook[]>;

/**
 * Opens secrets as they are needed, and keeps them for as long as their partner's record is kept. Only the signing half of the reference
 * library is used: its verifying half goes by the machine's clock, not by the instant at which the webhook arrived.
 */
export function webhookSigners(keys: () => Promise<Pick<ConnectorKeys, 'webhookSecret'>>): WebhookSigners {
  const opened = new WeakMap<WebhookSecret, SignWebhook>();
  return async ({ partnerId, webhookSecrets = [] }, now) => {
    const active = webhookSecrets.filter((secret) => isActive(secret, now));
    if (active.length === 0) return [];
    const key = await keys();
    return active.map((secret) => {
      const signer = opened.get(secret) ?? signerOf(openWebhookSecret(key, partnerId, secret));
      opened.set(secret, signer);
      return signer;
    });
  };
}

function signerOf(secret: string): SignWebhook {
  const webhook = new Webhook(secret);
  return (webhookId, timestamp, text) => webhook.sign(webhookId, new Date(timestamp * 1000), text);
}
