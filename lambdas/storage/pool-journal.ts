import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId, Draw } from '../domain/accumulator.ts';
import { holderOf } from '../domain/accumulator-holder.ts';
import type { Move } from '../domain/move.ts';
import { tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { keyText, numberOf, poolHoldKey, poolTidiedKey, shardKey } from './keys.ts';
import { packAmounts } from './packed-balances.ts';
import type { Pool } from './pool-item.ts';
import { HELD_MARK } from './pool-item.ts';
import { readItems } from './read-items.ts';

/** With which shard an order begins: orders spread evenly, and one that is repeated begins with the same. */
export const shardOf = (orderId: string, count: number): number =>
  Buffer.from(orderId, 'base64url').readUInt32BE() % count;

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
    const writes = shardWrites(poolId, shardOf(orderId, shardCounts.get(poolId) ?? 1), entries);
    if (hold === undefined || !poolsOfHold.has(poolId)) return writes;
    const key = poolHoldKey(poolId, hold.expiresAt, orderId);
    return [holdWrite(key, stays && isHeld), ...writes];
  });
}

/** Most holds that one transaction tidies away. */
const MAX_REAPED = 90;

/**
 * Takes holds that have ended out of the shards in which they still stand, each if nobody else has done so. Shards and holds are read
 * beside each other: both count how often this was done, so that a reader knows whether they belong together.
 */
export function reapWrites({ poolId, lapsed }: Pool): readonly TransactWriteItem[] {
  const reaped = lapsed.slice(0, MAX_REAPED);
  const entries = new Map<string, number>();
  for (const [id, amount] of reaped.flatMap(({ amounts }) => [...amounts])) {
    entries.set(`${HELD_MARK}${id}`, (entries.get(`${HELD_MARK}${id}`) ?? 0) - amount);
  }
  const removed = reaped.map(({ expiresAt, orderId }) => holdWrite(poolHoldKey(poolId, expiresAt, orderId), undefined));
  const writes = shardWrites(poolId, 0, entries, COUNT_TIDIED);
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

/** A hold that ends, or what stays of it. It must still be there: once it has expired, its room may have been given away. */
function holdWrite(key: ReturnType<typeof poolHoldKey>, stays: PoolAmounts | undefined): TransactWriteItem {
  const of = { TableName: tableName(), Key: { ...key }, ConditionExpression: 'attribute_exists(pk)' };
  if (stays === undefined) return { Delete: of };
  const values = { ':a': { S: packAmounts(stays) } };
  return { Update: { ...of, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: values } };
}

function shardWrites(
  poolId: string,
  index: number,
  entries: ReadonlyMap<string, number>,
  also?: string,
): readonly TransactWriteItem[] {
  const changes = [...entries].filter(([, amount]) => amount !== 0);
  if (changes.length === 0) return [];
  const sets = changes.map((_, at) => `d.#a${at} = if_not_exists(d.#a${at}, :zero) + :a${at}`);
  const values: Record<string, AttributeValue> = { ':zero': { N: '0' }, ':one': { N: '1' } };
  for (const [at, [, amount]] of changes.entries()) values[`:a${at}`] = { N: String(amount) };
  return [
    {
      Update: {
        TableName: tableName(),
        Key: { ...shardKey(poolId, index) },
        UpdateExpression: `SET ${['br = br + :one', ...sets, ...(also === undefined ? [] : [also])].join(', ')}`,
        ConditionExpression: 'attribute_exists(br)',
        ExpressionAttributeNames: Object.fromEntries(changes.map(([entry], at) => [`#a${at}`, entry])),
        ExpressionAttributeValues: values,
      },
    },
  ];
}
