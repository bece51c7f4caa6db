import { createHash } from 'node:crypto';
import type { StreamTrigger, Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import type { Faults } from './faults.ts';
import type { Wire } from './table-calls.ts';

type Image = Readonly<Record<string, { readonly S?: string }>>;

interface StreamRecord {
  readonly eventName: 'INSERT';
  readonly dynamodb: { readonly Keys: Image; readonly NewImage: Image; readonly SequenceNumber: string };
}

/** One shard of the stream as one function reads it. */
interface Reader {
  readonly handler: string;
  readonly trigger: StreamTrigger;
  waiting: StreamRecord[];
  /** the latest that were done with, which may come again */
  done: StreamRecord[];
  tries: number;
  isBusy: boolean;
}

export interface StreamFeed {
  /** an item was put that may be new */
  put(item: Image): void;
  /** batches that could be given now */
  readonly ready: () => number;
  /** gives one function a batch */
  readonly deliver: () => Promise<void>;
  readonly isEmpty: () => boolean;
}

const SHARDS = 2;
const KEPT = 30;

/**
 * The stream of new items: in the order of each partition, which is all that it promises; at least once; a batch that fails is given
 * again, and what always fails is set aside, to be given once more in the end, as operations would.
 */
export function streamFeed(faults: Faults, work: (handler: string, event: object) => Promise<unknown>): StreamFeed {
  const { chance } = faults;
  const known = new Set<string>();
  const aside: { readonly reader: Reader; readonly record: StreamRecord }[] = [];
  const readers: Reader[] = Object.entries<Trigger>(triggers).flatMap(([handler, trigger]) =>
    trigger.on !== 'stream'
      ? []
      : Array.from({ length: SHARDS }, () => ({
          ...{ handler, trigger, waiting: [], done: [], tries: 0, isBusy: false },
        })),
  );
  let sequence = 0;

  function put(item: Image): void {
    const { pk, sk } = item;
    const [partition, sort] = [pk?.S ?? '', sk?.S ?? ''];
    const of = readers.filter(({ trigger }) => sort.startsWith(trigger.sortKeyPrefix));
    if (of.length === 0 || known.has(`${partition} ${sort}`)) return;
    known.add(`${partition} ${sort}`);
    const Keys: Image = { pk: { S: partition }, sk: { S: sort } };
    sequence += 1;
    const record: StreamRecord = {
      eventName: 'INSERT',
      dynamodb: { Keys, NewImage: item, SequenceNumber: String(sequence).padStart(21, '0') },
    };
    of[shardOf(partition)]?.waiting.push(record);
  }

  function batchOf(reader: Reader): StreamRecord[] {
    const batch = reader.waiting.slice(0, chance.between(1, reader.trigger.batchSize));
    const ordered = faults.oneIn(4) ? reordered(batch) : batch;
    if (reader.done.length === 0 || !faults.oneIn(12)) return ordered;
    faults.happened('stream-twice');
    return [...reader.done.slice(chance.below(reader.done.length)), ...ordered];
  }

  /** Dealt anew among the partitions: each keeps its own order. */
  function reordered(batch: readonly StreamRecord[]): StreamRecord[] {
    const piles = [...Map.groupBy(batch, partitionOf).values()];
    const dealt: StreamRecord[] = [];
    while (dealt.length < batch.length) {
      const next = chance.pick(piles.filter(({ length }) => length > 0)).shift();
      if (next !== undefined) dealt.push(next);
    }
    if (dealt.some((record, index) => record !== batch[index])) faults.happened('stream-reordered');
    return dealt;
  }

  async function deliver(): Promise<void> {
    const ready = readers.filter(isReady);
    if (ready.length === 0) return;
    const reader = chance.pick(ready);
    const batch = batchOf(reader);
    reader.isBusy = true;
    const done = await doneOf(reader.handler, batch);
    reader.isBusy = false;
    const finished = new Set(batch.slice(0, done));
    reader.waiting = reader.waiting.filter((record) => !finished.has(record));
    reader.done = [...reader.done, ...finished].slice(-KEPT);
    reader.tries = done === batch.length ? 0 : reader.tries + 1;
    if (reader.tries <= reader.trigger.retries) return;
    const [culprit] = reader.waiting.splice(0, 1);
    if (culprit !== undefined) aside.push({ reader, record: culprit });
    reader.tries = 0;
  }

  /** How many of the batch were done with, from the first on. */
  async function doneOf(handler: string, batch: readonly StreamRecord[]): Promise<number> {
    try {
      const {
        batchItemFailures: [failed],
      } = (await work(handler, { Records: batch })) as {
        readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
      };
      if (failed === undefined) return batch.length;
      return batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failed.itemIdentifier);
    } catch {
      return 0;
    }
  }

  return {
    put,
    ready: () => readers.filter(isReady).length,
    deliver,
    isEmpty: () => {
      if (faults.hasEnded()) for (const { reader, record } of aside.splice(0)) reader.waiting.push(record);
      return readers.every(({ waiting, isBusy }) => waiting.length === 0 && !isBusy);
    },
  };
}

const isReady = ({ waiting, isBusy }: Reader): boolean => !isBusy && waiting.length > 0;
const partitionOf = ({ dynamodb }: StreamRecord): string => dynamodb.Keys['pk']?.S ?? '';
const shardOf = (partition: string): number => (createHash('md5').update(partition).digest()[0] ?? 0) % SHARDS;

/** What a write put, whole: what was changed in part was there before. */
export function itemsPut(operation: string, request: Wire): readonly Image[] {
  if (operation === 'PutItem') return [request['Item'] as Image];
  if (operation !== 'TransactWriteItems') return [];
  const items = request['TransactItems'] as readonly { readonly Put?: { readonly Item: Image } }[];
  return items.flatMap(({ Put }) => (Put === undefined ? [] : [Put.Item]));
}
