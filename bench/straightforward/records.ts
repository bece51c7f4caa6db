import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb, tableName } from '../../lambdas/storage/dynamodb-client.ts';

export type RecordItem = Record<string, AttributeValue>;

export const itemKey = (partition: string, sort: string): RecordItem => ({ pk: { S: partition }, sk: { S: sort } });

/** Puts one new record with its content as a document. `index` are the keys of the statement index, where it is a line of one. */
export async function putRecord(key: RecordItem, content: object, index: RecordItem = {}): Promise<void> {
  await dynamoDb().send(
    new PutItemCommand({
      TableName: tableName(),
      Item: { ...key, ...index, document: { S: JSON.stringify(content) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}
