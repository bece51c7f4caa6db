import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb, tableName } from '../storage/dynamodb-client.ts';
import type { Partner, PartnerKey } from '../storage/partner-item.ts';
import { parsePartner, partnerIdOfKey, partnerPrimaryKey } from '../storage/partner-item.ts';
import type { Verify } from './key-verifier.ts';
import { keyVerifier } from './key-verifier.ts';

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

interface Sources {
  readonly read: (partnerId: string) => Promise<Partner | undefined>;
  /** milliseconds of the machine's own clock: that of a request may be set back, and a monotonic one stands still in a frozen function */
  readonly elapsedMs: () => number;
}

interface Entry {
  readonly partner: Partner;
  readonly readAt: number;
  readonly verifiers: Map<string, Verify>;
}

const FRESH_MS = 30_000;
/** how soon a key that is not in a cached partner is looked for again, so that a new key works at once */
const UNKNOWN_KEY_MS = 1_000;
const MAX_PARTNERS = 1_000;

/** Partners by key id, kept for 30 s. Unknown partners are not kept: invented key ids must not push out real ones. */
export function partnerDirectory({ read, elapsedMs }: Sources): PartnerDirectory {
  const entries = new Map<string, Entry>();

  async function entryOf(partnerId: string, maxAgeMs: number): Promise<Entry | undefined> {
    const cached = entries.get(partnerId);
    if (cached !== undefined && elapsedMs() - cached.readAt < maxAgeMs) return cached;
    const partner = await read(partnerId);
    entries.delete(partnerId);
    if (partner === undefined) return undefined;
    if (entries.size >= MAX_PARTNERS) entries.delete(entries.keys().next().value ?? '');
    const entry = { partner, readAt: elapsedMs(), verifiers: new Map<string, Verify>() };
    entries.set(partnerId, entry);
    return entry;
  }

  return {
    async find(keyId) {
      const partnerId = partnerIdOfKey(keyId);
      if (partnerId === undefined) return undefined;
      const cached = await entryOf(partnerId, FRESH_MS);
      if (cached === undefined) return undefined;
      return holderIn(cached, keyId) ?? holderIn(await entryOf(partnerId, UNKNOWN_KEY_MS), keyId);
    },
  };
}

function holderIn(entry: Entry | undefined, keyId: string): KeyHolder | undefined {
  const key = entry?.partner.keys.find((candidate) => candidate.keyId === keyId);
  if (entry === undefined || key === undefined) return undefined;
  let verify = entry.verifiers.get(keyId);
  if (verify === undefined) {
    verify = keyVerifier(key);
    entry.verifiers.set(keyId, verify);
  }
  return { partner: entry.partner, key, verify };
}

/** The directory of the deployed function: the table behind it, eventually consistent, since it is 30 s old anyway. */
export const partners: PartnerDirectory = partnerDirectory({ read: readPartner, elapsedMs: () => Date.now() });

async function readPartner(partnerId: string): Promise<Partner | undefined> {
  const { Item } = await dynamoDb().send(
    new GetItemCommand({ TableName: tableName(), Key: partnerPrimaryKey(partnerId) }),
  );
  return Item === undefined ? undefined : parsePartner(Item);
}
