import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { tableName } from './dynamodb-client.ts';
import { poolHoldKey } from './keys.ts';
import { packAmounts } from './packed-balances.ts';
import { shardJournalWrites, shardOf } from './pool-entries.ts';
import { HELD_MARK } from './pool-item.ts';
import type { StoredHold } from './stored-hold.ts';

/** Most holds that one transaction tidies away. */
const MAX_REAPED = 90;

/** Takes holds that have ended out of the shards in which they still stand, if each of them stands as it was read. */
export function reapWrites(
  poolId: string,
  lapsed: readonly StoredHold[],
  shardCount: number,
): readonly TransactWriteItem[] {
  const reaped = lapsed.slice(0, MAX_REAPED);
  const entries = new Map<string, number>();
  for (const [id, amount] of reaped.flatMap(({ amounts }) => [...amounts])) {
    entries.set(`${HELD_MARK}${id}`, (entries.get(`${HELD_MARK}${id}`) ?? 0) - amount);
  }
  const [first] = reaped;
  const removed = reaped.map((hold) => removal(poolId, hold));
  return [...removed, ...shardJournalWrites(poolId, shardOf(first?.orderId ?? 'AAAAAA', shardCount), entries)];
}

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
