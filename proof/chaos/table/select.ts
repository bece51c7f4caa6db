import { createHash } from 'node:crypto';
import { tableShape } from '../../../lambdas/storage/table-shape.ts';
import type { Item, Names } from './evaluate.ts';
import { holds } from './evaluate.ts';
import type { Condition } from './expression.ts';
import { conditionOf } from './expression.ts';
import type { Place, Shelves } from './shelves.ts';
import { textOf } from './shelves.ts';

type Request = Readonly<Record<string, unknown>>;

const PAGE_BYTES = 1024 * 1024;

/** A page of a query or of a scan: up to a megabyte or a limit, before it is filtered. */
export function select(shelves: Shelves, request: Request): object {
  const names: Names = {
    names: (request['ExpressionAttributeNames'] ?? {}) as Names['names'],
    values: (request['ExpressionAttributeValues'] ?? {}) as Names['values'],
  };
  const index = request['IndexName'] as string | undefined;
  const { page, isWhole } = pageOf(candidates(shelves, request, names), request);
  const filter = request['FilterExpression'];
  const items = typeof filter === 'string' ? page.filter((item) => holds(conditionOf(filter), item, names)) : page;
  const last = page.at(-1);
  return {
    Count: items.length,
    ScannedCount: page.length,
    ...(request['Select'] !== 'COUNT' && { Items: projected(items, request, names) }),
    ...(!isWhole && last !== undefined && { LastEvaluatedKey: keyOf(last, index) }),
  };
}

/** All that could be on the page, from where the last one ended. */
function candidates(shelves: Shelves, request: Request, names: Names): readonly Item[] {
  const key = request['KeyConditionExpression'];
  const start = request['ExclusiveStartKey'] as Item | undefined;
  if (typeof key !== 'string') return scanned(shelves, request, start);
  const condition = conditionOf(key);
  const index = request['IndexName'] as string | undefined;
  const partition = partitionAsked(condition, names, partitionKeyOf(index));
  const held = shelves.partition(index, partition).filter(({ item }) => holds(condition, item, names));
  const inOrder = request['ScanIndexForward'] === false ? held.toReversed() : held;
  return after(inOrder, start).map(({ item }) => item);
}

function scanned(shelves: Shelves, request: Request, start: Item | undefined): readonly Item[] {
  const [segment, segments] = [Number(request['Segment'] ?? 0), Number(request['TotalSegments'] ?? 1)];
  const partitions = shelves.partitions().filter((partition) => segmentOf(partition, segments) === segment);
  const from = start === undefined ? 0 : partitions.indexOf(textOf(start, tableShape.partitionKey));
  return partitions.slice(from).flatMap((partition, at) => {
    const places = shelves.partition(undefined, partition);
    return (at === 0 ? after(places, start) : places).map(({ item }) => item);
  });
}

function after(places: readonly Place[], start: Item | undefined): readonly Place[] {
  if (start === undefined) return places;
  const same = (item: Item): boolean =>
    [tableShape.partitionKey, tableShape.sortKey].every((name) => textOf(item, name) === textOf(start, name));
  const at = places.findIndex(({ item }) => same(item));
  return places.slice(at + 1);
}

function pageOf(
  items: readonly Item[],
  request: Request,
): { readonly page: readonly Item[]; readonly isWhole: boolean } {
  const limit = Number(request['Limit'] ?? Infinity);
  let bytes = 0;
  const end = items.findIndex((item, at) => {
    bytes += JSON.stringify(item).length;
    return at + 1 >= limit || bytes > PAGE_BYTES;
  });
  return end < 0 ? { page: items, isWhole: true } : { page: items.slice(0, end + 1), isWhole: false };
}

const partitionKeyOf = (index: string | undefined): string =>
  [tableShape.statementIndex, tableShape.memberIndex].find(({ name }) => name === index)?.partitionKey ??
  tableShape.partitionKey;

function partitionAsked(condition: Condition, { names, values }: Names, key: string): string {
  const parts = condition.kind === 'and' ? condition.parts : [condition];
  for (const part of parts) {
    if (part.kind !== 'compare' || part.by !== '=' || part.left.kind !== 'path' || part.right.kind !== 'value')
      continue;
    const [name = ''] = part.left.path;
    const text = values[part.right.name]?.['S'];
    if ((names[name] ?? name) === key && typeof text === 'string') return text;
  }
  throw new Error('a query does not name its partition');
}

function projected(items: readonly Item[], request: Request, { names }: Names): readonly Item[] {
  const asked = request['ProjectionExpression'];
  if (typeof asked !== 'string') return items;
  const wanted = new Set(asked.split(',').map((name) => names[name.trim()] ?? name.trim()));
  return items.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name))));
}

function keyOf(item: Item, index: string | undefined): Item {
  const of = [tableShape.statementIndex, tableShape.memberIndex].find(({ name }) => name === index);
  const wanted = [
    tableShape.partitionKey,
    tableShape.sortKey,
    ...(of === undefined ? [] : [of.partitionKey, of.sortKey]),
  ];
  return Object.fromEntries(Object.entries(item).filter(([name]) => (wanted as readonly string[]).includes(name)));
}

/** Which of so many segments of a scan a partition is in. */
const segmentOf = (partition: string, segments: number): number =>
  segments === 1 ? 0 : createHash('md5').update(partition).digest().readUInt32LE(0) % segments;
