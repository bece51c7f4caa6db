import type { DynamoDBBatchResponse } from 'aws-lambda';
import type { StreamTrigger, Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import type { StreamRecord, TableStream } from '../../local/work/table-stream.ts';
import { openTableStream } from '../../local/work/table-stream.ts';
import { invokeInProcess } from './in-process-functions.ts';

export interface WorkInProcess {
  /** Gives the stream handlers every item that is new since the last time. A batch that fails throws, and is given again next time. */
  deliverStreams(now: number): Promise<void>;
  /** The next time, every item is given again from the first on. */
  rewindStreams(): void;
}

const READ_LIMIT = 1_000;

/** Gives the handlers what a stream would give them, when a test says so and not before. */
export function workInProcess(dynamoDb: string, tableName: string): WorkInProcess {
  let opened: Promise<TableStream> | undefined;
  const positions = new Map<string, string>();

  async function follow(handler: string, trigger: StreamTrigger, now: number): Promise<void> {
    opened ??= openTableStream(dynamoDb, tableName);
    const stream = await opened;
    for (const shardId of await stream.shardIds()) {
      const place = `${handler} ${shardId}`;
      let iterator: string | undefined = await stream.after(shardId, positions.get(place));
      while (iterator !== undefined) {
        const { records, next } = await stream.read(iterator, READ_LIMIT);
        if (records.length === 0) break;
        const taken = records.filter((record) => isTaken(record, trigger));
        for (let from = 0; from < taken.length; from += trigger.batchSize) {
          await give(handler, taken.slice(from, from + trigger.batchSize), now);
        }
        positions.set(place, records.at(-1)?.dynamodb.SequenceNumber ?? '');
        iterator = next;
      }
    }
  }

  return {
    deliverStreams: async (now) => {
      for (const [handler, trigger] of Object.entries<Trigger>(triggers)) {
        if (trigger.on === 'stream') await follow(handler, trigger, now);
      }
    },
    rewindStreams: () => positions.clear(),
  };
}

function isTaken(record: StreamRecord, { sortKeyPrefix }: StreamTrigger): boolean {
  const { Keys: keys } = record.dynamodb as { readonly Keys?: { readonly sk?: { readonly S?: string } } };
  return record.eventName === 'INSERT' && (keys?.sk?.S ?? '').startsWith(sortKeyPrefix);
}

async function give(handler: string, records: readonly StreamRecord[], now: number): Promise<void> {
  const event = { Records: records, invokedAt: now };
  const { batchItemFailures } = (await invokeInProcess(handler, event, 'stream')) as DynamoDBBatchResponse;
  if (batchItemFailures.length > 0) throw new Error(`${handler} failed: ${JSON.stringify(batchItemFailures)}`);
}
