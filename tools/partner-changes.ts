import type { PartnerKind } from '../lambdas/contracts/routes.ts';
import type { Partner, PartnerKey } from '../lambdas/storage/partner-item.ts';
import { isActive, MAX_ACTIVE } from '../lambdas/storage/partner-item.ts';
import { Refusal } from './refusal.ts';

/** Retired keys stay on the record, so that their names are not given to other keys; the oldest go. */
const MAX_KEYS = 10;

/** Key ids are `<partnerId>/<name>`. */
export type NamedKey = Pick<PartnerKey, 'alg' | 'publicKeyPem' | 'from' | 'until'> & { readonly name: string };

export interface NewPartner {
  readonly partnerId: string;
  readonly kind: PartnerKind;
  readonly key: NamedKey;
  readonly claimsUrl?: string | undefined;
}

export function newPartner({ partnerId, kind, key, claimsUrl }: NewPartner, now: number): Partner {
  if (claimsUrl !== undefined && kind !== 'insurer') throw new Refusal('only an insurer has a claims URL');
  return withKey({ partnerId, kind, status: 'active', keys: [], claimsUrl }, key, now);
}

export function withKey(partner: Partner, { name, ...key }: NamedKey, now: number): Partner {
  const keyId = `${partner.partnerId}/${name}`;
  if (partner.keys.some((one) => one.keyId === keyId)) {
    throw new Refusal(`${keyId} exists already: a key id is given once, choose another name`);
  }
  if (partner.keys.some((one) => one.publicKeyPem === key.publicKeyPem)) {
    throw new Refusal(`${partner.partnerId} has this very key already, under another name`);
  }
  const begins = key.from === undefined ? now : Math.max(now, Date.parse(key.from));
  if (key.until !== undefined && Date.parse(key.until) <= begins) {
    throw new Refusal('the key would never be active');
  }
  const keys = trimmed([...partner.keys, { keyId, ...key }], now);
  if (mostActiveAtOnce(keys, now) > MAX_ACTIVE) {
    throw new Refusal(`${partner.partnerId} would have more than ${MAX_ACTIVE} active keys: retire one first`);
  }
  return { ...partner, keys };
}

/** Ends a key at an instant; one that has ended stays ended. */
export function withoutKey(partner: Partner, name: string, at: number): Partner {
  const keyId = `${partner.partnerId}/${name}`;
  const key = partner.keys.find((one) => one.keyId === keyId);
  if (key === undefined) throw new Refusal(`there is no key ${keyId}`);
  if (key.until !== undefined && Date.parse(key.until) <= at) {
    throw new Refusal(`${keyId} ends at ${key.until} already`);
  }
  const until = new Date(at).toISOString();
  return { ...partner, keys: partner.keys.map((one) => (one === key ? { ...one, until } : one)) };
}

export function withStatus(partner: Partner, status: Partner['status']): Partner {
  if (partner.status === status) throw new Refusal(`${partner.partnerId} is ${status} already`);
  return { ...partner, status };
}

/** The number can only rise where a key begins. */
function mostActiveAtOnce(keys: readonly PartnerKey[], now: number): number {
  const beginnings = keys.map((key) => Math.max(now, key.from === undefined ? now : Date.parse(key.from)));
  return Math.max(...beginnings.map((instant) => keys.filter((key) => isActive(key, instant)).length));
}

function trimmed(keys: readonly PartnerKey[], now: number): readonly PartnerKey[] {
  const hasEnded = (key: PartnerKey) => key.until !== undefined && Date.parse(key.until) <= now;
  const surplus = new Set(keys.filter(hasEnded).slice(0, Math.max(0, keys.length - MAX_KEYS)));
  return keys.filter((key) => !surplus.has(key));
}
