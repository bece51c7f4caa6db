import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { poolHoldKey } from './keys.ts';
import { poolHoldWrite, shardJournalWrites, shardOf } from './pool-entries.ts';
import type { Pool } from './pool-item.ts';
import { HELD_MARK } from './pool-item.ts';

/** Most holds that one transaction tidies away. */
const MAX_REAPED = 90;

/** Takes holds that have ended out of the shards in which they still stand, each if nobody else has done so. */
export function reapWrites({ poolId, lapsed, shards }: Pool): readonly TransactWriteItem[] {
  const reaped = lapsed.slice(0, MAX_REAPED);
  const entries = new Map<string, number>();
  for (const [id, amount] of reaped.flatMap(({ amounts }) => [...amounts])) {
    entries.set(`${HELD_MARK}${id}`, (entries.get(`${HELD_MARK}${id}`) ?? 0) - amount);
  }
  const [first] = reaped;
  const removed = reaped.map(({ expiresAt, orderId }) =>
    poolHoldWrite(poolHoldKey(poolId, expiresAt, orderId), undefined),
  );
  return [...removed, ...shardJournalWrites(poolId, shardOf(first?.orderId ?? 'AAAAAA', shards.length), entries)];
}
