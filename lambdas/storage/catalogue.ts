import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { tableName } from './dynamodb-client.ts';
import type { Item, ItemKey } from './keys.ts';
import { catalogueKey } from './keys.ts';

/**
 * The number of publications so far. Every order reads it, and one partition serves 3,000 strongly consistent reads a second, so it
 * is kept in several copies that each publication raises together.
 */
const COPIES = 4;

/** The copy that an order reads: any will do, they are equal. */
export function catalogueKeyFor(orderNo: string): ItemKey {
  let sum = 0;
  for (const character of orderNo) sum += character.charCodeAt(0);
  return catalogueKey(sum % COPIES);
}

export const publicationsOf = (item: Item | undefined): number => Number(item?.['n']?.N ?? 0);

/** The writes with which a publication tells every function that its plans on the shelf may be out of date. */
export function publicationWrites(): readonly TransactWriteItem[] {
  return Array.from({ length: COPIES }, (_, copy) => ({
    Update: {
      TableName: tableName(),
      Key: { ...catalogueKey(copy) },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    },
  }));
}
