import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb, tableName } from '../storage/dynamodb-client.ts';
import type { Partner } from '../storage/partner-item.ts';
import { parsePartner, partnerPrimaryKey } from '../storage/partner-item.ts';

export interface PartnerCache {
  /** a partner as it was read at most so many milliseconds ago, 30 s where nothing is said; the same object while it is kept */
  readonly read: (partnerId: string, maxAgeMs?: number) => Promise<Partner | undefined>;
}

interface Sources {
  readonly read: (partnerId: string) => Promise<Partner | undefined>;
  /** milliseconds of the machine's own clock: that of a request may be set back, and a monotonic one stands still in a frozen function */
  readonly elapsedMs: () => number;
}

const FRESH_MS = 30_000;
const MAX_PARTNERS = 1_000;

/** Partners, kept for 30 s. Unknown ones are not kept: invented names must not push out real ones. */
export function partnerCache({ read, elapsedMs }: Sources): PartnerCache {
  const entries = new Map<string, { readonly partner: Partner; readonly readAt: number }>();
  return {
    async read(partnerId, maxAgeMs = FRESH_MS) {
      const cached = entries.get(partnerId);
      if (cached !== undefined && elapsedMs() - cached.readAt < maxAgeMs) return cached.partner;
      const partner = await read(partnerId);
      entries.delete(partnerId);
      if (partner === undefined) return undefined;
      if (entries.size >= MAX_PARTNERS) entries.delete(entries.keys().next().value ?? '');
      entries.set(partnerId, { partner, readAt: elapsedMs() });
      return partner;
    },
  };
}

/** The partners of the deployed function: the table behind it, eventually consistent, since they are 30 s old anyway. */
export const cachedPartners: PartnerCache = partnerCache({ read: readPartner, elapsedMs: () => Date.now() });

async function readPartner(partnerId: string): Promise<Partner | undefined> {
  const { Item } = await dynamoDb().send(
    new GetItemCommand({ TableName: tableName(), Key: partnerPrimaryKey(partnerId) }),
  );
  return Item === undefined ? undefined : parsePartner(Item);
}
