import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { poolHoldKey, poolTidiedKey } from './keys.ts';
import { packAmounts } from './packed-balances.ts';
import { shardJournalWrites } from './pool-entries.ts';
import { HELD_MARK } from './pool-item.ts';
import type { StoredHold } from './stored-hold.ts';

/** Most holds that one transaction tidies away. */
const MAX_REAPED = 90;

/**
 * Takes holds that have ended out of the shards in which they still stand, if each of them stands as it was read. Shards and holds are
 * read beside each other: both count how often this was done, so that a reader knows whether they belong together.
 */
export function reapWrites(poolId: string, lapsed: readonly StoredHold[]): readonly TransactWriteItem[] {
  const reaped = lapsed.slice(0, MAX_REAPED);
  const entries = new Map<string, number>();
  for (const [id, amount] of reaped.flatMap(({ amounts }) => [...amounts])) {
    entries.set(`${HELD_MARK}${id}`, (entries.get(`${HELD_MARK}${id}`) ?? 0) - amount);
  }
  const removed = reaped.map((hold) => removal(poolId, hold));
  const [first] = reaped;
  const writes = shardJournalWrites(poolId, 0, entries, `${first?.orderId}.${first?.expiresAt}`, COUNT_TIDIED);
  if (writes.length === 0) return removed;
  const counted: TransactWriteItem = {
    Update: {
      TableName: tableName(),
      Key: { ...poolTidiedKey(poolId) },
      UpdateExpression: `SET ${COUNT_TIDIED}`,
      ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
    },
  };
  return [...removed, ...writes, counted];
}

const COUNT_TIDIED = 't = if_not_exists(t, :zero) + :one';

/** How often holds were tidied away, of the first shard or of the item that stands before the holds. */
export const tidiedOf = (item: Item | undefined): number => Number(item?.['t']?.N ?? 0);

/** A capture that came just before the hold ended may still be changing what is left of it. */
function removal(poolId: string, { orderId, expiresAt, amounts }: StoredHold): TransactWriteItem {
  return {
    Delete: {
      TableName: tableName(),
      Key: { ...poolHoldKey(poolId, expiresAt, orderId) },
      ConditionExpression: 'a = :a',
      ExpressionAttributeValues: { ':a': { S: packAmounts(amounts) } },
    },
  };
}
