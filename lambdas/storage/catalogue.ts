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

/** The copy that a publication is numbered from. */
export const numberingKey: ItemKey = catalogueKey(0);

export const publicationsOf = (item: Item | undefined): number => Number(item?.['n']?.N ?? 0);

/**
 * The writes that make a publication the next after `publications`, and with it tell every function that what is on its shelves may
 * be out of date. Under the condition that none has come between: so each knows its own number and stores it with what it publishes.
 */
export function publicationWrites(publications: number): readonly TransactWriteItem[] {
  return Array.from({ length: COPIES }, (_, copy) => ({
    Update: {
      TableName: tableName(),
      Key: { ...catalogueKey(copy) },
      UpdateExpression: 'SET n = :next',
      ConditionExpression: publications === 0 ? 'attribute_not_exists(n)' : 'n = :before',
      ExpressionAttributeValues: {
        ':next': { N: String(publications + 1) },
        ...(publications > 0 && { ':before': { N: String(publications) } }),
      },
    },
  }));
}
