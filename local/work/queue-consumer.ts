import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../engines/engine-env.ts';
import type { QueueEngine } from '../engines/queues.ts';
import type { QueueConsumerDefinition } from '../template/work-definitions.ts';
import type { WorkConsumer } from './work-consumer.ts';

const LONG_POLL_SECONDS = 5;
const PAUSE_AFTER_ERROR_MS = 200;
/** Lambda works off as many groups of an ordered queue at once as there are; on one machine so many. */
const GROUPS_AT_ONCE = 8;

/** Lambda's event source mapping of one queue: receives, invokes, deletes what succeeded, leaves the rest to the redrive policy. */
export function startQueueConsumer(
  engine: QueueEngine,
  definition: QueueConsumerDefinition,
  invoke: (event: { Records: SQSRecord[] }) => Promise<unknown>,
): WorkConsumer {
  const { queueName, batchSize, reportsPartialFailures } = definition;
  const queueUrl = `${engine.address}/${LOCAL_ACCOUNT}/${queueName}`;
  const client = new SQSClient({
    endpoint: engine.address,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const stopping = new AbortController();
  // what was given to a function before a restart comes again when its time is over
  const before = engine.inspectQueue(queueName)?.messages.inflight ?? [];
  const waitingForRetry = new Set(before.map(({ message }) => message.messageId));

  async function work(): Promise<void> {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(batchSize, 10),
        WaitTimeSeconds: LONG_POLL_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
      { abortSignal: stopping.signal },
    );
    if (messages.length === 0) return;
    for (const { MessageId: id = '' } of messages) waitingForRetry.delete(id);
    const failed = await failedIds(messages);
    for (const id of failed) waitingForRetry.add(id);
    const done = messages.filter(({ MessageId: id = '' }) => !failed.has(id));
    if (done.length === 0) return;
    const entries = done.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }

  async function failedIds(messages: readonly Message[]): Promise<Set<string>> {
    const all = new Set(messages.map(({ MessageId: id = '' }) => id));
    try {
      const result = (await invoke({
        Records: messages.map((message) => recordOf(message, queueName)),
      })) as SQSBatchResponse | null;
      if (!reportsPartialFailures) return new Set();
      const named = new Set((result?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
      // an identifier that is not of this batch fails all of it, as in Lambda
      return [...named].every((id) => all.has(id)) ? named : all;
    } catch {
      return all;
    }
  }

  async function workOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await work().catch(() => sleep(PAUSE_AFTER_ERROR_MS));
    }
  }
  const isOrdered = queueName.endsWith('.fifo');
  const loops = Array.from({ length: isOrdered ? GROUPS_AT_ONCE : 1 }, workOn);

  return {
    isIdle: () => {
      const { ready = [], inflight = [] } = engine.inspectQueue(queueName)?.messages ?? {};
      // what stands behind a message of its group that waits for its retry waits with it
      const waiting = new Set(inflight.map(({ message }) => message.messageGroupId));
      const isReady = ready.some(({ messageGroupId: group }) => group === undefined || !waiting.has(group));
      return !isReady && inflight.every(({ message }) => waitingForRetry.has(message.messageId));
    },
    backlog: async () => {
      const { ready = [], inflight = [], delayed = [] } = engine.inspectQueue(queueName)?.messages ?? {};
      return [queueName, ready.length + inflight.length + delayed.length];
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
      client.destroy();
    },
  };
}

function recordOf(message: Message, queueName: string): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { StringValue, BinaryValue, DataType }]) => [
      name,
      {
        ...(StringValue === undefined ? {} : { stringValue: StringValue }),
        ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ],
  );
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(attributes) as SQSRecord['messageAttributes'],
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${queueName}`,
    awsRegion: LOCAL_REGION,
  };
}
