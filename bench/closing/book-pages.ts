import { bookPartition, bookSort } from '../../lambdas/storage/keys.ts';

/** A day of the bench: how many lines its book has. */
export type DaySizes = Readonly<Record<string, number>>;

export const BENCH_INSURER = 'insurer-a';
const SHARDS = 16;
/** about a megabyte of lines, which is what DynamoDB gives at once */
const PAGE_LINES = 2_500;
/** lines are posted from 00:00 to 23:53 */
const POSTING_MS = 86_000_000;
const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export interface PageAsked {
  /** from which key on, up to which: the texts of instants */
  readonly from: string;
  readonly to: string;
  /** behind which line of the shard */
  readonly after: number | undefined;
  readonly limit: number | undefined;
  readonly of: 'book' | 'index' | 'count';
}

interface Shard {
  readonly partition: string;
  readonly indexPartition: string;
  readonly startMs: number;
  readonly lines: number;
  readonly shard: number;
}

/** The shard of a day that a partition names, of the book or of the index; undefined where it is none of the bench. */
export function shardOf(sizes: DaySizes, partition: string): Shard | undefined {
  const [, insurerId, date = '', shard = ''] = /^(?:BOOK#)?([\w-]+)#(\d{4}-\d\d-\d\d)#(\d+)$/u.exec(partition) ?? [];
  const lines = sizes[date];
  if (insurerId !== BENCH_INSURER || lines === undefined) return undefined;
  const startMs = Date.parse(`${date}T00:00:00Z`) - SHANGHAI_OFFSET_MS;
  const at = Number(shard);
  return {
    partition: bookPartition(BENCH_INSURER, date, at),
    indexPartition: `${BENCH_INSURER}#${date}#${shard}`,
    ...{ startMs, lines, shard: at },
  };
}

/** One page of a query, as DynamoDB writes it: made on the way, because to fill the engine with a million lines takes longer than to close them. */
export function pageText(day: Shard, asked: PageAsked): string {
  const step = Math.min(DAY_MS, POSTING_MS) / day.lines;
  const postedAt = (k: number) => day.startMs + Math.floor((day.shard + k * SHARDS) * step);
  const inShard = Math.max(0, Math.ceil((day.lines - day.shard) / SHARDS));
  const first = (key: string) => {
    const instant = Number.parseInt(key, 36);
    let k = Math.max(0, Math.floor((instant - day.startMs) / step / SHARDS) - 2);
    while (k < inShard && postedAt(k) < instant) k++;
    return Math.min(k, inShard);
  };
  const begin = asked.after === undefined ? first(asked.from) : asked.after + 1;
  const wanted = first(asked.to);
  const end = Math.min(wanted, begin + Math.min(asked.limit ?? PAGE_LINES, PAGE_LINES));
  const items: string[] = [];
  if (asked.of !== 'count') {
    for (let k = begin; k < end; k++)
      items.push(asked.of === 'book' ? bookItem(day, k, postedAt(k)) : indexItem(day, k));
  }
  const more = end < wanted ? `,"LastEvaluatedKey":${keyText(day, end - 1, postedAt(end - 1), asked.of)}` : '';
  return `{"Count":${end - begin},"ScannedCount":${end - begin},"Items":[${items.join(',')}]${more}}`;
}

/** Which line of the shard a key of ours names. */
export const lineOfKey = (key: string): number => Math.floor(Number(/B(\d{20})/u.exec(key)?.[1]) / SHARDS);

const orderId = (day: Shard, k: number): string => `B${String(day.shard + k * SHARDS).padStart(20, '0')}`;

const keyText = (day: Shard, k: number, postedAt: number, of: PageAsked['of']): string =>
  of === 'index'
    ? `{"pk":{"S":"ORDER#${orderId(day, k)}"},"sk":{"S":"FACT#0001"}}`
    : `{"pk":{"S":"${day.partition}"},"sk":{"S":"${bookSort(postedAt)}#${orderId(day, k)}.1"}}`;

const indexItem = (day: Shard, k: number): string => `{"pk":{"S":"ORDER#${orderId(day, k)}"},"sk":{"S":"FACT#0001"}}`;

/** Packed as storage/book-item.ts does; each seventh order is a pharmacy's. */
function bookItem(day: Shard, k: number, postedAt: number): string {
  const i = day.shard + k * SHARDS;
  const date = day.partition.split('#')[2] ?? '';
  const isPharmacy = i % 7 === 0 ? 1 : 0;
  const provider = `${isPharmacy === 1 ? 'pharmacy' : 'hospital'}-${i % 40}`;
  const insurer = 1_000 + (i % 9_000);
  const line = [
    ...[
      0,
      provider,
      isPharmacy,
      `HX2026${i}`,
      isPharmacy,
      `M-${i % 200_000}`,
      `C-${i % 200_000}`,
      ['ehealth-direct', 1 + (i % 3)],
    ],
    ...[date, [0, insurer, 500, 0], 0, insurer, [], 0, 0, 'L502 L505', 1],
  ];
  const text = JSON.stringify(JSON.stringify(line));
  return `{"pk":{"S":"${day.partition}"},"sk":{"S":"${bookSort(postedAt)}#${orderId(day, k)}.1"},"l":{"S":${text}}}`;
}
