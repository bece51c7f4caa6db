import { createHash } from 'node:crypto';
import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../domain/calendar.ts';
import type { Timer, TimerKind } from '../domain/timer.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { onCondition } from './on-condition.ts';
import { textOf, timerKey, timerPartition, timerSort } from './keys.ts';

/** A partition takes a thousand writes a second; four of them are far above what the largest platform begins in one. */
const SHARDS = 4;

/** Of each partition, at once. */
const PAGE = 100;

/** Puts down that something is due. The same again changes nothing. */
export async function putTimer({ kind, dueAt, id }: Timer): Promise<void> {
  const Item = { ...timerKey(kind, shardOf(id), dueAt, id) };
  await dynamoDb().send(new PutItemCommand({ TableName: tableName(), Item }));
}

/**
 * Puts a timer back whose message came while it was not due, by a clock that is behind that of the sweep: the sweep, which strikes it out
 * once the message is sent, then leaves it where it is.
 */
export async function putTimerBack({ kind, dueAt, id }: Timer, now: EpochMs): Promise<void> {
  const Item = { ...timerKey(kind, shardOf(id), dueAt, id), n: { N: String(now) } };
  await dynamoDb().send(new PutItemCommand({ TableName: tableName(), Item }));
}

/** Strikes out what is done with, unless it has been put back since it was read. */
export async function removeTimer({ kind, dueAt, id, putBackAt }: Timer): Promise<void> {
  const asRead =
    putBackAt === undefined
      ? { ConditionExpression: 'attribute_not_exists(n)' }
      : { ConditionExpression: 'n = :n', ExpressionAttributeValues: { ':n': { N: String(putBackAt) } } };
  const Key = { ...timerKey(kind, shardOf(id), dueAt, id) };
  await onCondition(dynamoDb().send(new DeleteItemCommand({ TableName: tableName(), Key, ...asRead })));
}

/** What is due at an instant, page by page, each timer once; within a page the oldest first. */
export async function* dueTimers(kind: TimerKind, now: EpochMs): AsyncGenerator<readonly Timer[]> {
  let open: readonly Page[] = Array.from({ length: SHARDS }, (_, shard) => ({ shard, timers: [], next: undefined }));
  while (open.length > 0) {
    const pages = await Promise.all(open.map(({ shard, next }) => readPage(kind, now, shard, next)));
    const timers = pages.flatMap((page) => page.timers);
    if (timers.length > 0) yield timers.toSorted((one, other) => one.dueAt - other.dueAt);
    open = pages.filter(({ next }) => next !== undefined);
  }
}

interface Page {
  readonly shard: number;
  readonly timers: readonly Timer[];
  /** after which key the next one begins; undefined: this is the last */
  readonly next: Item | undefined;
}

async function readPage(kind: TimerKind, now: EpochMs, shard: number, after: Item | undefined): Promise<Page> {
  const { Items = [], LastEvaluatedKey: next }: QueryCommandOutput = await dynamoDb().send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :kind AND sk < :later',
      ExpressionAttributeValues: {
        ':kind': { S: timerPartition(kind, shard) },
        // what is due at this very instant is due
        ':later': { S: timerSort(now + 1) },
      },
      Limit: PAGE,
      ConsistentRead: true,
      ...(after !== undefined && { ExclusiveStartKey: after }),
    }),
  );
  return { shard, timers: Items.map((item) => parseTimer(kind, item)), next };
}

function parseTimer(kind: TimerKind, item: Item): Timer {
  const text = textOf(item, 'sk');
  const at = text.indexOf('#');
  const putBackAt = item['n']?.N === undefined ? undefined : Number(item['n'].N);
  return { kind, dueAt: Number(text.slice(0, at)), id: text.slice(at + 1), putBackAt };
}

const shardOf = (id: string): number => createHash('sha256').update(id).digest().readUInt8(0) % SHARDS;
