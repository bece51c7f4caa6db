import { randomBytes } from 'node:crypto';
import type { WebhookSecret } from '../storage/partner-item.ts';
import type { ConnectorKeys } from './connector-keys.ts';
import type { Random } from './sealed-text.ts';
import { openText, sealText } from './sealed-text.ts';

type CipherKey = Pick<ConnectorKeys, 'webhookSecret'>;

/** Standard Webhooks asks for 24 to 64 random bytes. */
const [FEWEST_BYTES, SECRET_BYTES, MOST_BYTES] = [24, 32, 64];
const PREFIX = 'whsec_';

/** A new secret as both sides write it: `whsec_` and the base64 of 32 random bytes. */
export function newWebhookSecret(random: Random = randomBytes): string {
  return PREFIX + random(SECRET_BYTES).toString('base64');
}

/** Whether a text is a secret as the standard writes it. */
export function isWebhookSecret(text: string): boolean {
  const base64 = text.slice(PREFIX.length);
  const bytes = Buffer.from(base64, 'base64');
  const isWhole = text.startsWith(PREFIX) && bytes.toString('base64') === base64;
  return isWhole && bytes.length >= FEWEST_BYTES && bytes.length <= MOST_BYTES;
}

/** A partner's secret as it is stored: it opens for this partner and under this name only. */
export function sealWebhookSecret(
  { webhookSecret }: CipherKey,
  partnerId: string,
  { secret, ...named }: Omit<WebhookSecret, 'sealed'> & { readonly secret: string },
  random?: Random,
): WebhookSecret {
  return { ...named, sealed: sealText(webhookSecret, secret, ownerOf(partnerId, named.name), random) };
}

/** Throws where it is not of this partner and name, not under this key, or was altered. */
export function openWebhookSecret(
  { webhookSecret }: CipherKey,
  partnerId: string,
  { name, sealed }: WebhookSecret,
): string {
  return openText(webhookSecret, sealed, ownerOf(partnerId, name));
}

/** No identifier holds a slash, so no two owners are written alike. */
const ownerOf = (partnerId: string, name: string): string => `${partnerId}/${name}`;
