import type { BookLine } from '../domain/book-line.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import type { PostedRange } from '../domain/closing.ts';
import { parseBookLine } from './book-item.ts';
import { STATEMENT_SHARDS } from './fact-item.ts';
import type { Item } from './keys.ts';
import { bookPartition, bookSort, factKey, keyText, textOf } from './keys.ts';
import { itemsBetween, queryPages } from './query-pages.ts';
import { readItems } from './read-items.ts';
import { tableShape } from './table-shape.ts';

/** A line, and what there is of its claim. */
export interface BookEntry {
  readonly line: BookLine;
  readonly item: Item;
}

/**
 * Instants between which about `sixteenths` × 16 lines of a day were posted. What is posted is spread over the shards by a hash, so that
 * one of them stands for all, and to count it is a sixteenth of the work.
 */
export async function findCuts(insurerId: string, date: CalendarDate, sixteenths: number): Promise<readonly EpochMs[]> {
  const pages = queryPages({
    KeyConditionExpression: 'pk = :partition',
    ExpressionAttributeValues: { ':partition': { S: bookPartition(insurerId, date, 0) } },
    Select: 'COUNT',
    ConsistentRead: true,
    Limit: sixteenths,
  });
  const cuts: EpochMs[] = [];
  for await (const { LastEvaluatedKey: last } of pages) {
    if (last === undefined) continue;
    const cut = Number.parseInt(textOf(last, 'sk'), 36) + 1;
    if (cut !== cuts.at(-1)) cuts.push(cut);
  }
  return cuts;
}

/** All lines of a day posted in a range, in the order of the statement. */
export async function readEntries(
  insurerId: string,
  date: CalendarDate,
  { from, to }: PostedRange,
): Promise<readonly BookEntry[]> {
  const shards = await ofAllShards(async (shard) => {
    const items: Item[] = [];
    const partition = bookPartition(insurerId, date, shard);
    for await (const item of itemsBetween(partition, bookSort(from), bookSort(to))) items.push(item);
    return items;
  });
  // an instant is followed by `#`, so that the range ends before the lines of its last one
  const items = shards.flat().toSorted((one, other) => ((one['sk']?.S ?? '') < (other['sk']?.S ?? '') ? -1 : 1));
  return items.map((item) => ({ line: parseBookLine(item), item }));
}

/** The ids of the facts that the index knows of in a range of a day. It follows the table by a moment. */
export async function readIndexedFacts(
  insurerId: string,
  date: CalendarDate,
  { from, to }: PostedRange,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await ofAllShards(async (shard) => {
    const pages = queryPages({
      IndexName: tableShape.statementIndex.name,
      KeyConditionExpression: '#sp = :partition AND #ss BETWEEN :from AND :to',
      ExpressionAttributeNames: {
        '#sp': tableShape.statementIndex.partitionKey,
        '#ss': tableShape.statementIndex.sortKey,
      },
      ExpressionAttributeValues: {
        ':partition': { S: indexPartition(insurerId, date, shard) },
        ':from': { S: bookSort(from) },
        ':to': { S: bookSort(to) },
      },
      ProjectionExpression: 'pk, sk',
    });
    for await (const { Items = [] } of pages) for (const item of Items) found.add(factIdOfKey(item));
  });
  return found;
}

/** Whether the index knows of any fact of a day. */
export async function hasIndexedFacts(insurerId: string, date: CalendarDate): Promise<boolean> {
  const shards = await ofAllShards(async (shard) => {
    const pages = queryPages({
      IndexName: tableShape.statementIndex.name,
      KeyConditionExpression: '#sp = :partition',
      ExpressionAttributeNames: { '#sp': tableShape.statementIndex.partitionKey },
      ExpressionAttributeValues: { ':partition': { S: indexPartition(insurerId, date, shard) } },
      ProjectionExpression: 'pk, sk',
      Limit: 1,
    });
    for await (const { Items = [] } of pages) if (Items.length > 0) return true;
    return false;
  });
  return shards.includes(true);
}

/** Which of some facts there are, as last written. */
export async function existingFacts(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const keyOf = (id: string) => factKey(id.slice(0, id.indexOf('.')), Number(id.slice(id.indexOf('.') + 1)));
  const found = await readItems(ids.map(keyOf));
  return new Set(ids.filter((id) => found.has(keyText(keyOf(id)))));
}

const indexPartition = (insurerId: string, date: CalendarDate, shard: number): string =>
  `${insurerId}#${date}#${shard}`;

const ofAllShards = <Result>(read: (shard: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: STATEMENT_SHARDS }, (_, shard) => read(shard)));

/** `ORDER#<order>` with `FACT#0001`, or with `LINE#0001#<insurer>` for a further insurer. */
function factIdOfKey(item: Item): string {
  const [, sequence] = textOf(item, 'sk').split('#');
  return `${textOf(item, 'pk').slice('ORDER#'.length)}.${Number(sequence)}`;
}
