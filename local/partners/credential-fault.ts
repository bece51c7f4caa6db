import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';
import { partnerIdOfKey } from '../../lambdas/storage/partner-item.ts';
import { demoPartners } from './demo-partners.ts';
import type { Credential } from './demo-partners.ts';

const KINDS: ReadonlySet<string> = new Set(demoPartners.map(({ kind }) => kind));
const SHORTEST_RSA_BITS = 2048;

/** What keeps a partner of the credentials file from signing, in words that follow "In <file>, "; undefined: nothing. */
export function credentialFault({
  partnerId,
  kind,
  keyId,
  privateKeyPem,
  webhookSecret,
}: Credential): string | undefined {
  if (!partnerId || !keyId || !privateKeyPem) {
    return `the credentials of ${partnerId || 'a partner'} are not complete`;
  }
  if (!KINDS.has(kind)) return `the kind of ${partnerId} must be one of ${[...KINDS].join(', ')}`;
  if (partnerIdOfKey(keyId) !== partnerId) return `the keyId of ${partnerId} must be of the form ${partnerId}/<name>`;
  if (webhookSecret !== undefined && !isWebhookSecret(webhookSecret)) {
    return `the webhookSecret of ${partnerId} must be whsec_ and the base64 of 24 to 64 bytes`;
  }
  const fault = keyFault(privateKeyPem);
  return fault && `the privateKeyPem of ${partnerId} ${fault}`;
}

function keyFault(pem: string): string | undefined {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return 'cannot be read as a private key';
  }
  if (key.asymmetricKeyType === 'ed25519') return undefined;
  if (key.asymmetricKeyType !== 'rsa') return `must be an ed25519 or RSA key, not ${key.asymmetricKeyType}`;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < SHORTEST_RSA_BITS ? `has ${bits} bits, and an RSA key needs ${SHORTEST_RSA_BITS}` : undefined;
}
