import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { PartnerKind } from '../../lambdas/contracts/route.ts';
import { newWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';

/** One demo partner with its private key, as `.local/credentials.json` holds it. */
export interface Credential {
  readonly partnerId: string;
  readonly kind: PartnerKind;
  readonly keyId: string;
  readonly privateKeyPem: string;
  /** of providers: pharmacies sign their webhooks with it, and what goes to a provider is signed with it */
  readonly webhookSecret?: string;
}

/** Two of each kind, so that one can be shown what belongs to the other. */
export const demoPartners = [
  { partnerId: 'hospital-a', kind: 'hospital' },
  { partnerId: 'hospital-b', kind: 'hospital' },
  { partnerId: 'pharmacy-a', kind: 'pharmacy' },
  { partnerId: 'pharmacy-b', kind: 'pharmacy' },
  { partnerId: 'insurer-a', kind: 'insurer' },
  { partnerId: 'insurer-b', kind: 'insurer' },
] as const satisfies readonly { partnerId: string; kind: PartnerKind }[];

export type DemoPartnerId = (typeof demoPartners)[number]['partnerId'];

export function generateCredentials(): Credential[] {
  return demoPartners.map(({ partnerId, kind }) => ({
    partnerId,
    kind,
    keyId: `${partnerId}/first`,
    privateKeyPem: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ...(kind === 'insurer' ? {} : { webhookSecret: newWebhookSecret() }),
  }));
}

export const publicKeyPem = (credential: Credential): string =>
  createPublicKey(credential.privateKeyPem).export({ type: 'spki', format: 'pem' }).toString();
