import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { OrderFact } from '../domain/fact.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { parseFact } from './fact-item.ts';
import type { Item } from './keys.ts';
import { orderIdOf, orderPartition, textOf } from './keys.ts';

/** Everything that is kept of one order. */
export interface OrderRecord {
  readonly orderId: string;
  /** in the order in which they were posted */
  readonly facts: readonly OrderFact[];
  /** other items of the order's partition */
  readonly others: readonly Item[];
}

/** A megabyte each; five hundred facts and as many other items fit into two. */
const MAX_PAGES = 4;

/** What is kept of an order, found by the id that every fact's own id begins with. */
export async function readOrderRecord(orderId: string): Promise<OrderRecord> {
  const items: Item[] = [];
  let from: Item | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await dynamoDb().send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :order',
        ExpressionAttributeValues: { ':order': { S: orderPartition(orderId) } },
        ConsistentRead: true,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...Items);
    if (LastEvaluatedKey === undefined) break;
    from = LastEvaluatedKey;
  }
  const isFact = (item: Item): boolean => textOf(item, 'sk').startsWith('FACT#');
  return { orderId, facts: items.filter(isFact).map(parseFact), others: items.filter((item) => !isFact(item)) };
}

/** The same by the provider's own number. */
export const readOrder = (providerId: string, orderNo: string): Promise<OrderRecord> =>
  readOrderRecord(orderIdOf(providerId, orderNo));

/** The facts of one order in the order in which they were posted; none where the provider has no such order. */
export async function readFacts(providerId: string, orderNo: string): Promise<readonly OrderFact[]> {
  return (await readOrder(providerId, orderNo)).facts;
}
