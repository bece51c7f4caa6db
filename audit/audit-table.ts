import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Buckets } from './buckets.ts';
import { bucketsInFiles } from './buckets.ts';
import type { Verdict } from './finding.ts';
import { verdictsKeeping } from './finding.ts';
import { judgeBucket } from './judge.ts';
import { kindOf, readItem } from './read-item.ts';
import { replayBucket } from './replay/replay-orders.ts';
import { storedItems } from './replay/stored-items.ts';
import { scanSegment } from './scan.ts';
import { placeOf } from './table/item.ts';

/** What is to be audited, and when it is. */
export interface AuditedTable {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** the product's time, epoch milliseconds */
  readonly now: number;
  /** milliseconds; 0, the table is at rest */
  readonly settledFor?: number;
  /** how many parts of the table are read at once */
  readonly segments?: number;
  /** most findings of each invariant that are kept */
  readonly most?: number;
}

export interface Audit {
  /** every invariant; one that looked at nothing says so */
  readonly verdicts: readonly Verdict[];
  readonly items: number;
  /** items that nobody could read, by kind or with why, bounded */
  readonly unread: readonly string[];
}

/** Each is judged in memory as a whole; with a million facts, some 30 MB. */
const BUCKETS = 64;

const MAX_UNREAD = 50;

/**
 * Reads a whole table once, deals what each item is evidence of to buckets, and judges bucket by bucket. Nothing that wrote the table
 * takes part in it. Reads only.
 */
export async function auditTable(audited: AuditedTable): Promise<Audit> {
  const { now, settledFor = 0, most = 20 } = audited;
  const buckets = bucketsInFiles(BUCKETS);
  const verdicts = verdictsKeeping(most);
  try {
    const { items, unread } = await dealTable(audited, buckets);
    const stored = storedItems(audited.client, audited.table);
    for (let number = 0; number < buckets.count; number++) {
      const bucket = buckets.take(number);
      judgeBucket(bucket, { verdicts, now, settledFor });
      await replayBucket(bucket, stored, verdicts);
    }
    return { verdicts: verdicts.sums(), items, unread };
  } finally {
    buckets.clear();
  }
}

async function dealTable({ client, table, segments = 4 }: AuditedTable, buckets: Buckets) {
  const unread: string[] = [];
  let items = 0;
  const readSegment = async (segment: number): Promise<void> => {
    for await (const page of scanSegment({ client, table, segment, segments })) {
      items += page.length;
      for (const item of page) {
        const why = dealItem(item, buckets);
        if (why !== undefined && unread.length < MAX_UNREAD) unread.push(why);
      }
    }
  };
  await Promise.all(Array.from({ length: segments }, (_, segment) => readSegment(segment)));
  return { items, unread };
}

/** Why an item could not be read; undefined: it was. */
function dealItem(item: Parameters<typeof readItem>[0], buckets: Buckets): string | undefined {
  try {
    const evidence = readItem(item);
    if (evidence === undefined) return `of unknown kind: ${kindOf(item)}`;
    buckets.deal(evidence);
    return undefined;
  } catch (error) {
    return `${placeOf(item)}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
