import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import type { Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import { queueVariable } from '../../lambdas/runtime/env.ts';
import { LOCAL_ACCOUNT } from '../../local/engines/engine-env.ts';
import { createQueues, startQueueEngine } from '../../local/engines/queues.ts';
import { invokeInProcess } from './in-process-functions.ts';

export interface QueuesInProcess {
  /** what functions need to send */
  readonly environment: Readonly<Record<string, string>>;
  /** puts a message in, as another service would */
  send(name: string, body: string): void;
  /** Gives the queue handlers, or only one, every message, also those that come while it does; how many. A message that fails throws. */
  deliver(now: number, only?: string): Promise<number>;
  stop(): Promise<void>;
}

interface KnownQueue {
  readonly name: string;
  /** as the engine knows it */
  readonly queueName: string;
  readonly isOrdered: boolean;
}

const known = Object.entries<Trigger>(triggers).flatMap<KnownQueue>(([name, trigger]) => {
  if (trigger.on !== 'queue') return [];
  const isOrdered = trigger.ordered === true;
  return [{ name, queueName: isOrdered ? `${name}.fifo` : name, isOrdered }];
});

/** The product's queues on a real engine. Handlers are given what is in them when a test says so and not before. */
export async function startQueuesInProcess(): Promise<QueuesInProcess> {
  const engine = await startQueueEngine(undefined);
  createQueues(
    engine,
    known.map(({ queueName: name, isOrdered }) => ({ name, attributes: isOrdered ? { FifoQueue: 'true' } : {} })),
  );
  const urlOf = ({ queueName }: KnownQueue) => `${engine.address}/${LOCAL_ACCOUNT}/${queueName}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint: engine.address, region: 'cn-north-1', credentials });

  async function deliverSome(queue: KnownQueue, now: number): Promise<number> {
    const [{ name, isOrdered }, QueueUrl] = [queue, urlOf(queue)];
    const receive = new ReceiveMessageCommand({
      ...{ QueueUrl, MaxNumberOfMessages: isOrdered ? 1 : 10, WaitTimeSeconds: 0 },
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages: messages = [] } = await client.send(receive);
    if (messages.length === 0) return 0;
    const Records = messages.map(({ MessageId: messageId, Body: body, Attributes: attributes }) => ({
      ...{ messageId, body, attributes },
    }));
    const { batchItemFailures } = (await invokeInProcess(
      name,
      { Records, invokedAt: now },
      'queue',
    )) as SQSBatchResponse;
    if (batchItemFailures.length > 0) throw new Error(`${name} failed: ${JSON.stringify(batchItemFailures)}`);
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return messages.length;
  }

  return {
    environment: {
      AWS_ENDPOINT_URL_SQS: engine.address,
      ...Object.fromEntries(known.map((queue) => [queueVariable(queue.name), urlOf(queue)])),
    },
    send: (name, body) => void engine.sendMessage(name, body),
    deliver: async (now, only) => {
      let total = 0;
      for (const queue of known.filter(({ name }) => only === undefined || name === only)) {
        for (let some = -1; some !== 0; total += some) some = await deliverSome(queue, now);
      }
      return total;
    },
    stop: async () => {
      client.destroy();
      await engine.stop();
    },
  };
}
