import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId, Draw } from '../domain/accumulator.ts';
import { holderOf } from '../domain/accumulator-holder.ts';
import type { Move } from '../domain/move.ts';
import { keyText, numberOf, poolHoldKey, shardKey } from './keys.ts';
import { poolHoldWrite, shardJournalWrites, shardOf } from './pool-entries.ts';
import { HELD_MARK } from './pool-item.ts';
import { readItems } from './read-items.ts';

/** How many shards each pool has that some draws touch; one read where there is any. */
export async function readShardCounts(draws: readonly Draw[]): Promise<ReadonlyMap<string, number>> {
  const poolIds = [...amountsByPool(draws).keys()];
  if (poolIds.length === 0) return new Map();
  const items = await readItems(poolIds.map((poolId) => shardKey(poolId, 0)));
  return new Map(
    poolIds.map((poolId) => {
      const item = items.get(keyText(shardKey(poolId, 0)));
      if (item === undefined) throw new Error(`pool ${poolId} of a decision is missing`);
      return [poolId, numberOf(item, 'n')];
    }),
  );
}

/**
 * The part of a move that concerns pools. What is given back goes to any shard, which may so come to hold less than nothing: the shards
 * count together, and none exceeds its quota by it.
 */
export function poolJournalWrites(
  orderId: string,
  move: Move,
  shardCounts: ReadonlyMap<string, number>,
  source: string,
): readonly TransactWriteItem[] {
  const { hold, stays } = move;
  const poolsOfHold = amountsByPool(hold?.draws ?? []);
  const [before, after] = [amountsByPool(hold?.held ?? []), amountsByPool(stays ?? [])];
  const used = amountsByPool(move.used);
  return [...new Set([...poolsOfHold.keys(), ...used.keys()])].flatMap((poolId) => {
    const isHeld = after.get(poolId) ?? NOTHING_HELD;
    const entries = new Map(used.get(poolId));
    for (const [id, amount] of before.get(poolId) ?? NOTHING_HELD)
      entries.set(`${HELD_MARK}${id}`, (isHeld.get(id) ?? 0) - amount);
    const writes = shardJournalWrites(poolId, shardOf(orderId, shardCounts.get(poolId) ?? 1), entries, source);
    if (hold === undefined || !poolsOfHold.has(poolId)) return writes;
    const key = poolHoldKey(poolId, hold.expiresAt, orderId);
    return [poolHoldWrite(key, stays && isHeld), ...writes];
  });
}

type PoolAmounts = ReadonlyMap<AccumulatorId, number>;
const NOTHING_HELD: PoolAmounts = new Map();

function amountsByPool(draws: readonly Draw[]): ReadonlyMap<string, PoolAmounts> {
  const pools = new Map<string, Map<AccumulatorId, number>>();
  for (const { accumulatorId, amount } of draws) {
    const { holder } = holderOf(accumulatorId);
    if (holder.kind !== 'pool') continue;
    const amounts = pools.get(holder.poolId) ?? new Map<AccumulatorId, number>();
    pools.set(holder.poolId, amounts.set(accumulatorId, (amounts.get(accumulatorId) ?? 0) + amount));
  }
  return pools;
}
