import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../engines/engine-env.ts';
import type { StreamConsumerDefinition } from '../template/work-definitions.ts';
import { workOff } from './stream-batch.ts';
import type { StreamPositions } from './stream-positions.ts';
import type { StreamRecord, TableStream } from './table-stream.ts';
import type { WorkConsumer } from './work-consumer.ts';

export interface StreamConsumerPorts {
  readonly stream: TableStream;
  readonly positions: StreamPositions;
  readonly invoke: (event: { readonly Records: readonly StreamRecord[] }) => Promise<unknown>;
  /** puts the notice of a failed batch into the dead-letter queue of that name */
  readonly setAside: (queueName: string, notice: string) => void;
}

const READ_PAUSE_MS = 100;
const PAUSE_AFTER_ERROR_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
const READ_LIMIT = 1_000;

/** Lambda's event source mapping of one table's stream. Shards are worked off one after the other, oldest first. */
export function startStreamConsumer(definition: StreamConsumerDefinition, ports: StreamConsumerPorts): WorkConsumer {
  const { functionId, batchSize, patterns, deadLetters } = definition;
  const { stream, positions } = ports;
  const stopping = new AbortController();
  const { signal } = stopping;
  let state: 'looking' | 'working' | 'waiting-to-retry' = 'looking';

  const matches = (record: StreamRecord) => patterns.length === 0 || patterns.some((pattern) => pattern(record));

  async function work(shardId: string, records: readonly StreamRecord[]): Promise<void> {
    await workOff(records, definition, {
      invoke: (part) => {
        // what is not done with is given again by the next run
        signal.throwIfAborted();
        return ports.invoke({ Records: part.map((record) => asInLambda(record, stream.arn)) });
      },
      pause: async (attempt) => {
        state = 'waiting-to-retry';
        await sleep(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt), undefined, { signal });
        state = 'working';
      },
      done: (part) => positions.set(functionId, shardId, lastOf(part)),
      setAside: async (part, attempts) => {
        // it may have failed only because we are stopped
        signal.throwIfAborted();
        if (deadLetters !== undefined) ports.setAside(deadLetters, notice(shardId, part, attempts));
      },
    });
  }

  function notice(shardId: string, records: readonly StreamRecord[], attempts: number): string {
    return JSON.stringify({
      requestContext: {
        functionArn: `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${functionId}`,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: lastOf(records),
        batchSize: records.length,
        streamArn: stream.arn,
      },
    });
  }

  /** Until the shard is closed, which the last of a stream never is, or we are stopped. */
  async function follow(shardId: string): Promise<void> {
    let iterator: string | undefined = await stream.after(shardId, positions.of(functionId, shardId));
    while (iterator !== undefined) {
      signal.throwIfAborted();
      const { records, next } = await stream.read(iterator, READ_LIMIT);
      if (records.length > 0) {
        state = 'working';
        const taken = records.filter(matches);
        for (let from = 0; from < taken.length; from += batchSize) {
          await work(shardId, taken.slice(from, from + batchSize));
        }
        positions.set(functionId, shardId, lastOf(records));
        state = 'looking';
      }
      iterator = next;
      if (records.length === 0) await sleep(READ_PAUSE_MS, undefined, { signal });
    }
  }

  const loop = (async () => {
    while (!signal.aborted) {
      try {
        for (const shardId of await stream.shardIds()) await follow(shardId);
      } catch {
        // the engine did not answer, or we are stopped: from the last position on, everything is read again
        state = 'looking';
        if (!signal.aborted) await sleep(PAUSE_AFTER_ERROR_MS);
      }
    }
  })();

  return {
    isIdle: async () => {
      if (state !== 'looking') return state === 'waiting-to-retry';
      const [last = ''] = (await stream.shardIds()).slice(-1);
      const { records } = await stream.read(await stream.after(last, positions.of(functionId, last)), 1);
      return records.length === 0;
    },
    backlog: async () => {
      let count = 0;
      for (const shardId of await stream.shardIds()) {
        let iterator: string | undefined = await stream.after(shardId, positions.of(functionId, shardId));
        while (iterator !== undefined) {
          const { records, next } = await stream.read(iterator, READ_LIMIT);
          count += records.filter(matches).length;
          iterator = records.length < READ_LIMIT ? undefined : next;
        }
      }
      return [functionId, count];
    },
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}

const lastOf = (records: readonly StreamRecord[]): string => records.at(-1)?.dynamodb.SequenceNumber ?? '';

function asInLambda(record: StreamRecord, eventSourceARN: string): StreamRecord {
  return { ...record, eventSourceARN, awsRegion: LOCAL_REGION } as StreamRecord;
}
