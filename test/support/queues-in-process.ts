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
  /** Gives the queue handlers every message, also those that come while it does; how many. A message that fails throws. */
  deliver(now: number): Promise<number>;
  stop(): Promise<void>;
}

const names = Object.entries<Trigger>(triggers).flatMap(([name, { on }]) => (on === 'queue' ? [name] : []));

/** The product's queues on a real engine. Handlers are given what is in them when a test says so and not before. */
export async function startQueuesInProcess(): Promise<QueuesInProcess> {
  const engine = await startQueueEngine(undefined);
  createQueues(
    engine,
    names.map((name) => ({ name, attributes: {} })),
  );
  const urlOf = (name: string) => `${engine.address}/${LOCAL_ACCOUNT}/${name}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint: engine.address, region: 'cn-north-1', credentials });

  async function deliverSome(name: string, now: number): Promise<number> {
    const QueueUrl = urlOf(name);
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
    const { Messages: messages = [] } = await client.send(receive);
    if (messages.length === 0) return 0;
    const Records = messages.map(({ MessageId: messageId, Body: body }) => ({ messageId, body }));
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
      ...Object.fromEntries(names.map((name) => [queueVariable(name), urlOf(name)])),
    },
    send: (name, body) => void engine.sendMessage(name, body),
    deliver: async (now) => {
      let total = 0;
      for (const name of names) {
        for (let some = -1; some !== 0; total += some) some = await deliverSome(name, now);
      }
      return total;
    },
    stop: async () => {
      client.destroy();
      await engine.stop();
    },
  };
}
