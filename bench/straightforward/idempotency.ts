import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Answer, Call } from '../../lambdas/runtime/call.ts';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import { dynamoDb, tableName } from '../../lambdas/storage/dynamodb-client.ts';
import { itemKey } from './records.ts';

const LEASE_MS = 30_000;

/** The usual records: in progress before the work, completed with the answer after it, and the answer again for whoever repeats. */
export async function idempotent(number: string, call: Call<object>, run: () => Promise<Answer>): Promise<Answer> {
  const Key = itemKey(`S-IDEMPOTENCY#${number}`, 'IDEMPOTENCY');
  const contentHash = createHash('sha256').update(JSON.stringify(call.body)).digest('base64');
  try {
    await dynamoDb().send(
      new PutItemCommand({
        TableName: tableName(),
        Item: {
          ...Key,
          state: { S: 'INPROGRESS' },
          contentHash: { S: contentHash },
          leaseUntil: { N: String(call.now + LEASE_MS) },
        },
        ConditionExpression: 'attribute_not_exists(pk) OR (#state = :inProgress AND leaseUntil < :now)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':inProgress': { S: 'INPROGRESS' }, ':now': { N: String(call.now) } },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return completedAnswer(Key, contentHash);
  }
  const answer = await run();
  await dynamoDb().send(
    new UpdateItemCommand({
      TableName: tableName(),
      Key,
      UpdateExpression: 'SET #state = :completed, answer = :answer',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':completed': { S: 'COMPLETED' }, ':answer': { S: JSON.stringify(answer.body) } },
    }),
  );
  return answer;
}

async function completedAnswer(Key: ReturnType<typeof itemKey>, contentHash: string): Promise<Answer> {
  const { Item } = await dynamoDb().send(new GetItemCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  if (Item?.['contentHash']?.S !== contentHash)
    throw new ConnectorError('order.conflict', 'Sent before with other content.');
  const answer = Item['answer']?.S;
  if (answer === undefined) throw new ConnectorError('connector.busy', 'The first request is still under way.');
  return { status: 201, body: JSON.parse(answer) as unknown, replayed: true };
}
