import type { QueryCommandOutput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Fen } from '../domain/money.ts';
import { poolTotals } from '../domain/pool-shards.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { pause } from '../runtime/pause.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { poolPartition } from './keys.ts';
import type { Pool } from './pool-item.ts';
import { parsePool } from './pool-item.ts';
import { firstLayoutWrites, layoutWrites } from './pool-writes.ts';
import type { Outcome } from './transact.ts';
import { transact } from './transact.ts';

/** A pool is laid out anew now and then; one that is met half-way so many times in a row is in too great demand. */
const MAX_READS = 8;

/** Sixteen shards far below a page's megabyte each: a page is never without one. */
const MAX_PAGES = 16;

/** A pool as it stands, each shard as last written; undefined where there is none of this number. */
export async function readPool(poolId: string): Promise<Pool | undefined> {
  for (let read = 0; read < MAX_READS; read++) {
    const pool = parsePool(poolId, await shardItems(poolId));
    if (pool !== 'torn') return pool;
    await pause(read);
  }
  throw new ConnectorError('connector.busy', 'A pool is being laid out anew; repeat the same request.');
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

/** Makes a pool, or lays it out anew with all that was taken from it, if no shard has moved since it was read. */
export async function writePool(
  admission: Promise<void>,
  insurerId: string,
  poolId: string,
  before: Pool | undefined,
  { budget, shards: count }: PoolWanted,
): Promise<Outcome['outcome']> {
  const writes: readonly TransactWriteItem[] =
    before === undefined
      ? firstLayoutWrites(poolId, { insurerId, budget, count })
      : layoutWrites(before, budget, count, poolTotals(before.shards.map(({ balances }) => balances)));
  return (await transact(admission, writes)).outcome;
}
