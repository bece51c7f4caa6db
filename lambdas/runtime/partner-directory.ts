import type { Partner, PartnerKey } from '../storage/partner-item.ts';
import { partnerIdOfKey } from '../storage/partner-item.ts';
import type { Verify } from './key-verifier.ts';
import { keyVerifier } from './key-verifier.ts';
import type { PartnerCache } from './partner-cache.ts';
import { cachedPartners } from './partner-cache.ts';

/** A partner and one of its keys, ready to verify with. */
export interface KeyHolder {
  readonly partner: Partner;
  readonly key: PartnerKey;
  readonly verify: Verify;
}

export interface PartnerDirectory {
  /** the holder of a key id; undefined where nobody holds it */
  readonly find: (keyId: string) => Promise<KeyHolder | undefined>;
}

/** how soon a key that is not in a cached partner is looked for again, so that a new key works at once */
const UNKNOWN_KEY_MS = 1_000;

/** Partners by key id. A key is parsed once for as long as its partner is kept. */
export function partnerDirectory({ read }: PartnerCache): PartnerDirectory {
  const verifiers = new WeakMap<PartnerKey, Verify>();

  function holderIn(partner: Partner | undefined, keyId: string): KeyHolder | undefined {
    const key = partner?.keys.find((candidate) => candidate.keyId === keyId);
    if (partner === undefined || key === undefined) return undefined;
    const verify = verifiers.get(key) ?? keyVerifier(key);
    verifiers.set(key, verify);
    return { partner, key, verify };
  }

  return {
    async find(keyId) {
      const partnerId = partnerIdOfKey(keyId);
      if (partnerId === undefined) return undefined;
      const cached = await read(partnerId);
      if (cached === undefined) return undefined;
      return holderIn(cached, keyId) ?? holderIn(await read(partnerId, UNKNOWN_KEY_MS), keyId);
    },
  };
}

export const partners: PartnerDirectory = partnerDirectory(cachedPartners);
