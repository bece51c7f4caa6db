import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { QueueName } from '../contracts/triggers.ts';
import { queueVariable } from '../runtime/env.ts';

let client: SQSClient | undefined;

/** Puts a message into a work queue, for the function of the same name. */
export async function sendWork(queue: QueueName, content: object): Promise<void> {
  const variable = queueVariable(queue);
  const QueueUrl = process.env[variable];
  if (QueueUrl === undefined) throw new Error(`${variable} is not set`);
  client ??= new SQSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(content) }));
}
