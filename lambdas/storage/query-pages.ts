import type { QueryCommandInput, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';

/** The pages of a query of the table, one after the other. */
export async function* queryPages(
  query: Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>,
): AsyncGenerator<QueryCommandOutput> {
  let start: Item | undefined;
  do {
    const page: QueryCommandOutput = await dynamoDb().send(
      new QueryCommand({ TableName: tableName(), ...query, ...(start && { ExclusiveStartKey: start }) }),
    );
    yield page;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** All items of a range of sort keys, both ends included, each as last written. */
export async function* itemsBetween(partition: string, from: string, to: string): AsyncGenerator<Item> {
  const pages = queryPages({
    KeyConditionExpression: 'pk = :partition AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':partition': { S: partition }, ':from': { S: from }, ':to': { S: to } },
    ConsistentRead: true,
  });
  for await (const { Items = [] } of pages) yield* Items;
}
