import type { QueryCommandOutput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import { poolTotals } from '../domain/pool-shards.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { pause } from '../runtime/pause.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { poolHoldSort, poolPartition, textOf } from './keys.ts';
import type { Pool } from './pool-item.ts';
import { parsePool } from './pool-item.ts';
import { reapWrites } from './reap-holds.ts';
import type { StoredHold } from './stored-hold.ts';
import { unpackAmounts } from './packed-balances.ts';
import { firstLayoutWrites, layoutWrites } from './pool-writes.ts';
import type { Outcome } from './transact.ts';
import { transact } from './transact.ts';

/** A pool is laid out anew now and then; one that is met half-way so many times in a row is in too great demand. */
const MAX_READS = 8;

/** Sixteen shards far below a page's megabyte each: a page is never without one. */
const MAX_PAGES = 16;

/** A pool as it stands, each shard as last written; undefined where there is none of this number. */
export async function readPool(poolId: string, now: EpochMs): Promise<Pool | undefined> {
  for (let read = 0; read < MAX_READS; read++) {
    const [items, lapsed] = await Promise.all([shardItems(poolId), lapsedHolds(poolId, now)]);
    const pool = parsePool(poolId, items, lapsed);
    if (pool !== 'torn') return pool;
    await pause(read);
  }
  throw new ConnectorError('connector.busy', 'A pool is being laid out anew; repeat the same request.');
}

/** A page of the holds that have ended and that nobody has tidied away yet; those beyond it count as held a little longer. */
async function lapsedHolds(poolId: string, now: EpochMs): Promise<readonly StoredHold[]> {
  const { Items = [] } = await dynamoDb().send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pool AND sk BETWEEN :first AND :now',
      ExpressionAttributeValues: {
        ':pool': { S: poolPartition(poolId) },
        ':first': { S: poolHoldSort(0) },
        // what ends at this very instant has ended; the separator sorts behind everything of it
        ':now': { S: `${poolHoldSort(now)}$` },
      },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => {
    const [, expiresAt, orderId = ''] = textOf(item, 'sk').split('#');
    return { orderId, expiresAt: Number(expiresAt), amounts: unpackAmounts(textOf(item, 'a')) };
  });
}

async function shardItems(poolId: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await dynamoDb().send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pool AND begins_with(sk, :shard)',
        ExpressionAttributeValues: { ':pool': { S: poolPartition(poolId) }, ':shard': { S: 'SHARD#' } },
        ConsistentRead: true,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...Items);
    if (LastEvaluatedKey === undefined) return items;
    from = LastEvaluatedKey;
  }
  throw new Error(`pool ${poolId} has more pages than shards`);
}

/** The pool as an insurer wants it. */
export interface PoolWanted {
  readonly budget: Fen;
  readonly shards: number;
}

/**
 * Makes a pool, or lays it out anew with all that was taken from it, if no shard has moved since it was read. Holds that have ended are
 * tidied away first.
 */
export async function writePool(
  admission: Promise<void>,
  insurerId: string,
  poolId: string,
  before: Pool | undefined,
  { budget, shards: count }: PoolWanted,
): Promise<Outcome['outcome']> {
  if (before !== undefined && before.lapsed.length > 0) {
    await transact(admission, reapWrites(poolId, before.lapsed, before.shards.length));
    return 'contended';
  }
  const writes: readonly TransactWriteItem[] =
    before === undefined
      ? firstLayoutWrites(poolId, { insurerId, budget, count })
      : layoutWrites(before, budget, count, poolTotals(before.shards.map(({ balances }) => balances)));
  return (await transact(admission, writes)).outcome;
}
