import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { PartnerKind } from '../contracts/route.ts';
import { tableShape } from './table-shape.ts';

export const SIGNATURE_ALGORITHMS = ['ed25519', 'rsa-v1_5-sha256'] as const;
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

/** When a key or a secret counts: always, where neither end is given. */
export interface Term {
  /** ISO 8601; active from this instant */
  readonly from?: string | undefined;
  /** ISO 8601; active until just before this instant */
  readonly until?: string | undefined;
}

/** A public key of a partner. Private keys are never ours to hold. */
export interface PartnerKey extends Term {
  /** `<partnerId>/<name>`: an identifier holds no slash, so the partner is found from the key id by one read */
  readonly keyId: string;
  readonly alg: SignatureAlgorithm;
  readonly publicKeyPem: string;
}

/** A secret that we share with a provider, with which webhooks are signed: what comes from a pharmacy, what goes to either. */
export interface WebhookSecret extends Term {
  /** given once to a secret of this partner */
  readonly name: string;
  /** encrypted (runtime/webhook-secret.ts): it is symmetric, so whoever could read it here could sign */
  readonly sealed: string;
}

export interface Partner {
  readonly partnerId: string;
  readonly kind: PartnerKind;
  readonly status: 'active' | 'suspended';
  readonly keys: readonly PartnerKey[];
  /** insurers: where claims are submitted */
  readonly claimsUrl?: string | undefined;
  /** providers; several while one is being replaced */
  readonly webhookSecrets?: readonly WebhookSecret[] | undefined;
  /** providers: where they want to hear of what happens to their orders */
  readonly webhookUrl?: string | undefined;
}

/** Of keys and of secrets, each: two, so that one can be replaced without a minute of refusals. */
export const MAX_ACTIVE = 2;

const SORT_KEY = 'PARTNER';

/** Where the index of statements lists the insurers: each has a statement of every day. */
export const INSURERS_PARTITION = 'INSURERS';
const KEY_ID = /^([A-Za-z0-9_.-]{1,64})\/[A-Za-z0-9_.-]{1,64}$/;

/** The partner to whom a key id belongs; undefined where it is not shaped like one. */
export function partnerIdOfKey(keyId: string): string | undefined {
  return KEY_ID.exec(keyId)?.[1];
}

/** Whether a key or a secret may sign at an instant (epoch milliseconds). */
export function isActive({ from, until }: Term, now: number): boolean {
  const begun = from === undefined || now >= Date.parse(from);
  return begun && (until === undefined || now < Date.parse(until));
}

export function partnerPrimaryKey(partnerId: string): Record<'pk' | 'sk', AttributeValue> {
  return { pk: { S: `PARTNER#${partnerId}` }, sk: { S: SORT_KEY } };
}

export function partnerItem(partner: Partner): Record<string, AttributeValue> {
  for (const key of partner.keys) {
    if (partnerIdOfKey(key.keyId) !== partner.partnerId) {
      throw new Error(`key id ${key.keyId} is not of the form ${partner.partnerId}/<name>`);
    }
  }
  return {
    ...partnerPrimaryKey(partner.partnerId),
    ...(partner.kind === 'insurer' && {
      [tableShape.statementIndex.partitionKey]: { S: INSURERS_PARTITION },
      [tableShape.statementIndex.sortKey]: { S: partner.partnerId },
    }),
    kind: { S: partner.kind },
    status: { S: partner.status },
    keys: { S: JSON.stringify(partner.keys) },
    ...(partner.claimsUrl !== undefined && { claimsUrl: { S: partner.claimsUrl } }),
    ...(partner.webhookSecrets !== undefined && { webhookSecrets: { S: JSON.stringify(partner.webhookSecrets) } }),
    ...(partner.webhookUrl !== undefined && { webhookUrl: { S: partner.webhookUrl } }),
  };
}

/** The partner of an item. Only `partnerItem` writes these, so anything else in one is a defect and throws. */
export function parsePartner(item: Readonly<Record<string, AttributeValue>>): Partner {
  const text = (name: string): string => {
    const value = item[name]?.S;
    if (value === undefined) throw new Error(`partner item without ${name}`);
    return value;
  };
  const [kind, status] = [text('kind'), text('status')];
  if (!isPartnerKind(kind)) throw new Error('partner item of an unknown kind');
  if (status !== 'active' && status !== 'suspended') throw new Error('partner item of an unknown status');
  const secrets = item['webhookSecrets']?.S;
  return {
    partnerId: text('pk').slice('PARTNER#'.length),
    kind,
    status,
    keys: JSON.parse(text('keys')) as PartnerKey[],
    claimsUrl: item['claimsUrl']?.S,
    webhookSecrets: secrets === undefined ? undefined : (JSON.parse(secrets) as WebhookSecret[]),
    webhookUrl: item['webhookUrl']?.S,
  };
}

function isPartnerKind(kind: string): kind is PartnerKind {
  return kind === 'hospital' || kind === 'pharmacy' || kind === 'insurer';
}
