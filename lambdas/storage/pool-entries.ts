import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId } from '../domain/accumulator.ts';
import { tableName } from './dynamodb-client.ts';
import { journalEntries } from './journal-entries.ts';
import type { ItemKey } from './keys.ts';
import { shardKey } from './keys.ts';
import { packAmounts } from './packed-balances.ts';

/** With which shard an order begins: orders spread evenly, and one that is repeated begins with the same. */
export const shardOf = (orderId: string, count: number): number =>
  Buffer.from(orderId, 'base64url').readUInt32BE() % count;

/** A hold that ends, or what stays of it. It must still be there: once it has expired, its room may have been given away. */
export function poolHoldWrite(key: ItemKey, stays: ReadonlyMap<AccumulatorId, number> | undefined): TransactWriteItem {
  const of = { TableName: tableName(), Key: { ...key }, ConditionExpression: 'attribute_exists(pk)' };
  if (stays === undefined) return { Delete: of };
  const values = { ':a': { S: packAmounts(stays) } };
  return { Update: { ...of, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: values } };
}

const ZERO = { ':zero': { N: '0' } };

/** Changes what a shard holds, whatever that is: `~` before an entry changes what is held, and not what is used. `also` is one assignment more. */
export function shardJournalWrites(
  poolId: string,
  index: number,
  changes: ReadonlyMap<string, number>,
  source: string,
  also?: string,
): readonly TransactWriteItem[] {
  const { sets, names, values } = journalEntries(changes, source);
  if (sets.length === 0) return [];
  return [
    {
      Update: {
        TableName: tableName(),
        Key: { ...shardKey(poolId, index) },
        UpdateExpression: `SET ${['br = br + :one', ...sets, ...(also === undefined ? [] : [also])].join(', ')}`,
        ConditionExpression: 'attribute_exists(br)',
        ExpressionAttributeNames: { ...names },
        // `also` counts from nothing
        ExpressionAttributeValues: { ...values, ...(also !== undefined && ZERO), ':one': { N: '1' } },
      },
    },
  ];
}
