import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OrderedQueueName, QueueName } from '../contracts/triggers.ts';
import { queueVariable } from '../runtime/env.ts';

let client: SQSClient | undefined;

/** Puts a message into a work queue, for the function of the same name. */
export async function sendWork(queue: Exclude<QueueName, OrderedQueueName>, content: object): Promise<void> {
  await sqs().send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody: JSON.stringify(content) }));
}

/** A message of a group whose messages are given in their order. */
export interface OrderedMessage {
  readonly group: string;
  /** the same again within five minutes is the same message, and is left out; up to 128 characters */
  readonly id: string;
  readonly content: object;
}

/** As many as one call takes. */
const MOST_AT_ONCE = 10;

/** Puts messages into an ordered queue, in their order. Throws where one of them was not taken. */
export async function sendOrderedWork(queue: OrderedQueueName, messages: readonly OrderedMessage[]): Promise<void> {
  const QueueUrl = urlOf(queue);
  for (let from = 0; from < messages.length; from += MOST_AT_ONCE) {
    const Entries = messages.slice(from, from + MOST_AT_ONCE).map(({ group, id, content }, index) => ({
      Id: String(index),
      MessageGroupId: group,
      MessageDeduplicationId: id,
      MessageBody: JSON.stringify(content),
    }));
    const { Failed: failed = [] } = await sqs().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (failed.length > 0) throw new Error(`the queue ${queue} did not take a message: ${failed[0]?.Code ?? ''}`);
  }
}

function urlOf(queue: QueueName): string {
  const variable = queueVariable(queue);
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set`);
  return url;
}

function sqs(): SQSClient {
  client ??= new SQSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  return client;
}
