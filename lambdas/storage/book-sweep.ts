import type { ClaimRef } from '../contracts/claim-id.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import type { ClaimState } from '../domain/claim.ts';
import { isClaim } from '../domain/book-line.ts';
import { lineTypeOf } from './book-item.ts';
import { claimIn } from './claim-item.ts';
import { STATEMENT_SHARDS } from './fact-item.ts';
import type { Item } from './keys.ts';
import { bookPartition, bookSort, textOf } from './keys.ts';
import { mergeSorted } from './merge-sorted.ts';
import { queryPages } from './query-pages.ts';
import { tableShape } from './table-shape.ts';

/** A part of an insurer's day, by the instants of posting: from the first one on, before the second. */
export interface PartOfDay {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface SweptClaim {
  readonly ref: ClaimRef;
  readonly state: ClaimState;
}

/** The claims of a part of a day in the order of posting, as last written, read as they are needed. */
export function claimsPosted(part: PartOfDay): AsyncGenerator<SweptClaim> {
  const rows = allShards.map((shard) => claimsOfShard(part, shard));
  return mergeSorted(rows, ({ ref: one }, { ref: other }) => one.postedAt < other.postedAt);
}

async function* claimsOfShard(part: PartOfDay, shard: number): AsyncGenerator<SweptClaim> {
  const { insurerId, businessDate } = part;
  for await (const item of bookOfShard(part, shard, 'sk, c, l')) {
    if (!isClaim({ type: lineTypeOf(item) })) continue;
    const [posted = '', factId = ''] = textOf(item, 'sk').split('#');
    const postedAt = Number.parseInt(posted, 36);
    yield { ref: { insurerId, businessDate, postedAt, factId }, state: claimIn(item) };
  }
}

/** The ids of facts that the index of statements has of a part of a day and the book has not. The index follows by a moment. */
export async function factsNotEntered(part: PartOfDay): Promise<readonly string[]> {
  const ofShards = await Promise.all(
    allShards.map(async (shard) => {
      const entered = new Set<string>();
      for await (const item of bookOfShard(part, shard, 'sk')) entered.add(textOf(item, 'sk').split('#')[1] ?? '');
      const missing: string[] = [];
      for await (const id of indexedOfShard(part, shard)) if (!entered.has(id)) missing.push(id);
      return missing;
    }),
  );
  return ofShards.flat();
}

async function* bookOfShard(part: PartOfDay, shard: number, attributes: string): AsyncGenerator<Item> {
  const { insurerId, businessDate, from, to } = part;
  const pages = queryPages({
    KeyConditionExpression: 'pk = :book AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':book': { S: bookPartition(insurerId, businessDate, shard) },
      // an instant is followed by `#`, so that lines of the last one are not among them
      ...{ ':from': { S: bookSort(from) }, ':to': { S: bookSort(to) } },
    },
    ProjectionExpression: attributes,
    ConsistentRead: true,
  });
  for await (const { Items = [] } of pages) yield* Items;
}

async function* indexedOfShard(
  { insurerId, businessDate, from, to }: PartOfDay,
  shard: number,
): AsyncGenerator<string> {
  const { name, partitionKey, sortKey } = tableShape.statementIndex;
  const pages = queryPages({
    IndexName: name,
    KeyConditionExpression: '#day = :day AND #posted BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#day': partitionKey, '#posted': sortKey },
    ExpressionAttributeValues: {
      ':day': { S: `${insurerId}#${businessDate}#${shard}` },
      ...{ ':from': { S: bookSort(from) }, ':to': { S: bookSort(to) } },
    },
    ProjectionExpression: 'pk, sk',
  });
  for await (const { Items = [] } of pages) yield* Items.map(factIdOf);
}

/** Of a fact, `FACT#0001`, or of what stands beside it for a further insurer, `LINE#0001#<insurer>`. */
function factIdOf(item: Item): string {
  const [, sequence] = textOf(item, 'sk').split('#');
  return `${textOf(item, 'pk').slice('ORDER#'.length)}.${Number(sequence)}`;
}

const allShards = Array.from({ length: STATEMENT_SHARDS }, (_, shard) => shard);
