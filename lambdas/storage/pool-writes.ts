import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Balances } from '../domain/accumulator.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { PoolDraw } from '../domain/pool-shards.ts';
import { bearingShard, poolTotals, spreadTotals, withDraws } from '../domain/pool-shards.ts';
import { atRevision } from './at-revision.ts';
import { tableName } from './dynamodb-client.ts';
import type { Pool, PoolLayout, PoolShard } from './pool-item.ts';
import { layoutAttributes, packShard, shardItem } from './pool-item.ts';
import { poolHoldKey } from './keys.ts';
import { packAmounts } from './packed-balances.ts';
import { shardOf } from './pool-entries.ts';
import type { StoredHold } from './stored-hold.ts';

/** What an order takes of a pool: at once, or as a hold until an instant. */
export interface PoolTaking {
  readonly orderId: string;
  readonly draws: readonly PoolDraw[];
  readonly date: CalendarDate;
  readonly until: EpochMs | undefined;
}

/**
 * The writes that take an order's draws from a pool: from one shard where one can bear them all, the first from the order's own on,
 * under the condition of that shard's revision alone; else from the pool as a whole, under the condition of every shard's. `lapsed`
 * where that would use the room of holds that have ended and still stand in the shards: they must go first, because nobody may capture
 * one whose room has been given away.
 */
export function poolWrites(pool: Pool, taking: PoolTaking): readonly TransactWriteItem[] | 'lapsed' {
  const { draws, date, orderId, until } = taking;
  const as = until === undefined ? 'used' : 'held';
  const balances = pool.shards.map((shard) => shard.balances);
  const index = bearingShard(balances, draws, date, shardOf(orderId, pool.shards.length));
  const shard = index === undefined ? undefined : pool.shards[index];
  const hold =
    until === undefined ? [] : [holdWrite(pool.poolId, { orderId, expiresAt: until, amounts: amountsOf(draws) })];
  if (shard !== undefined) return [shardWrite(shard, withDraws(shard.balances, draws, as)), ...hold];
  if (pool.lapsed.length > 0) return 'lapsed';
  return [...layoutWrites(pool, pool.budget, pool.shards.length, withDraws(poolTotals(balances), draws, as)), ...hold];
}

const amountsOf = (draws: readonly PoolDraw[]) =>
  new Map(draws.map(({ accumulatorId, amount }) => [accumulatorId, amount] as const));

function holdWrite(poolId: string, { orderId, expiresAt, amounts }: StoredHold): TransactWriteItem {
  const Item = { ...poolHoldKey(poolId, expiresAt, orderId), a: { S: packAmounts(amounts) } };
  return { Put: { TableName: tableName(), Item } };
}

/** A pool laid out anew: its totals spread over so many shards, if no shard has moved since it was read. */
export function layoutWrites(
  { poolId, insurerId, shards }: Pool,
  budget: Fen,
  count: number,
  totals: Balances,
): readonly TransactWriteItem[] {
  // above every shard's revision, so that a shard removed and made again never has one that it had before
  const laidOutAt = Math.max(...shards.map(({ revision }) => revision)) + 1;
  const layout = { insurerId, budget, count, laidOutAt };
  const spread = spreadTotals(totals, count);
  const kept = spread.map((balances, index) => {
    const shard = shards[index];
    return shard === undefined ? newShard(poolId, index, layout, balances) : laidOut(shard, layout, balances);
  });
  const removed = shards.slice(count).map(({ key, revision }) => ({
    Delete: { TableName: tableName(), Key: { ...key }, ...atRevision(revision) },
  }));
  return [...kept, ...removed];
}

/** A pool's first layout, if there is none of this number. */
export function firstLayoutWrites(
  poolId: string,
  { insurerId, budget, count }: Omit<PoolLayout, 'laidOutAt'>,
): readonly TransactWriteItem[] {
  const layout = { insurerId, budget, count, laidOutAt: 1 };
  return spreadTotals(new Map(), count).map((balances, index) => newShard(poolId, index, layout, balances));
}

function newShard(poolId: string, index: number, layout: PoolLayout, balances: Balances): TransactWriteItem {
  const Item = shardItem(poolId, index, layout, balances);
  return { Put: { TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

function laidOut({ key, revision }: PoolShard, layout: PoolLayout, balances: Balances): TransactWriteItem {
  const { ConditionExpression, ExpressionAttributeValues: before } = atRevision(revision);
  const attributes = Object.entries({ ...layoutAttributes(layout), b: packShard(balances), d: { M: {} } });
  return {
    Update: {
      TableName: tableName(),
      Key: { ...key },
      UpdateExpression: `SET ${attributes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression,
      ExpressionAttributeNames: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
        ...before,
      },
    },
  };
}

function shardWrite({ key, revision }: PoolShard, balances: Balances): TransactWriteItem {
  const { ConditionExpression, ExpressionAttributeValues: before } = atRevision(revision);
  const next = { ':b': packShard(balances), ':d': { M: {} }, ':next': { N: String(revision + 1) } };
  return {
    Update: {
      TableName: tableName(),
      Key: { ...key },
      UpdateExpression: 'SET b = :b, d = :d, br = :next',
      ConditionExpression,
      ExpressionAttributeValues: { ...next, ...before },
    },
  };
}
