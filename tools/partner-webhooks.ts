import type { Partner, WebhookSecret } from '../lambdas/storage/partner-item.ts';
import { Refusal } from './refusal.ts';
import { ended, withTerm } from './terms.ts';

/** Adds a secret that is sealed already. */
export function withWebhookSecret(partner: Partner, secret: WebhookSecret, now: number): Partner {
  requireProvider(partner);
  const { partnerId, webhookSecrets = [] } = partner;
  if (webhookSecrets.some(({ name }) => name === secret.name)) {
    throw new Refusal(`${partnerId} has or had a webhook secret ${secret.name}: a name is given once, choose another`);
  }
  return { ...partner, webhookSecrets: withTerm(webhookSecrets, secret, 'webhook secrets', now) };
}

/** Ends a secret at an instant. */
export function withoutWebhookSecret(partner: Partner, name: string, at: number): Partner {
  const { partnerId, webhookSecrets = [] } = partner;
  const secret = webhookSecrets.find((one) => one.name === name);
  if (secret === undefined) throw new Refusal(`${partnerId} has no webhook secret ${name}`);
  return { ...partner, webhookSecrets: ended(webhookSecrets, secret, `webhook secret ${name}`, at) };
}

/** Where a provider wants to hear of its orders; `undefined`: nowhere. */
export function withWebhookUrl(partner: Partner, webhookUrl: string | undefined): Partner {
  requireProvider(partner);
  if (partner.webhookUrl === webhookUrl) {
    throw new Refusal(`the webhook URL of ${partner.partnerId} is ${webhookUrl ?? 'none'} already`);
  }
  return { ...partner, webhookUrl };
}

function requireProvider({ partnerId, kind }: Partner): void {
  if (kind === 'insurer') throw new Refusal(`${partnerId} is an insurer: only providers have webhooks`);
}
