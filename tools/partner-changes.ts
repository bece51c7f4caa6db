import type { PartnerKind } from '../lambdas/contracts/route.ts';
import type { Partner, PartnerKey } from '../lambdas/storage/partner-item.ts';
import { Refusal } from './refusal.ts';
import { ended, withTerm } from './terms.ts';

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
  return { ...partner, keys: withTerm(partner.keys, { keyId, ...key }, 'keys', now) };
}

/** Ends a key at an instant. */
export function withoutKey(partner: Partner, name: string, at: number): Partner {
  const keyId = `${partner.partnerId}/${name}`;
  const key = partner.keys.find((one) => one.keyId === keyId);
  if (key === undefined) throw new Refusal(`there is no key ${keyId}`);
  return { ...partner, keys: ended(partner.keys, key, keyId, at) };
}

export function withStatus(partner: Partner, status: Partner['status']): Partner {
  if (partner.status === status) throw new Refusal(`${partner.partnerId} is ${status} already`);
  return { ...partner, status };
}
