import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { HeldAnswer } from './answers.ts';
import { answerEvidence } from './answers.ts';
import type { Buckets } from './buckets.ts';
import { bucketsInFiles } from './buckets.ts';
import type { Verdict } from './finding.ts';
import { verdictsKeeping } from './finding.ts';
import { judgeBucket } from './judge.ts';
import { isStatement } from './read-books.ts';
import { bothStandings, readInsurers } from './read-insurers.ts';
import { kindOf, readItem } from './read-item.ts';
import { replayBucket } from './replay/replay-orders.ts';
import { storedItems } from './replay/stored-items.ts';
import { scanSegment } from './scan.ts';
import type { StatementObjects } from './statement-objects.ts';
import { sealKey } from './statements/manifest.ts';
import { readStatement } from './statements/read-statement.ts';
import type { Item } from './table/item.ts';
import { placeOf } from './table/item.ts';

/** What is to be audited, and when it is. */
export interface AuditedTable {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** the product's time, epoch milliseconds */
  readonly now: number;
  /** milliseconds; 0, the table is at rest */
  readonly settledFor?: number;
  /** nothing is said of books, claims and statements, because no stream has been delivered */
  readonly factsAlone?: boolean;
  /** the files of statements; left out: nothing is said of statements */
  readonly objects?: StatementObjects | undefined;
  /** the public key of the connector, PEM; left out: signatures are not looked at */
  readonly connectorKey?: string | undefined;
  /** what partners were answered, where they have kept it */
  readonly answers?: Iterable<HeldAnswer> | AsyncIterable<HeldAnswer> | undefined;
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
  const { client, table, now, settledFor = 0, most = 20, objects, connectorKey, answers = [] } = audited;
  const buckets = bucketsInFiles(BUCKETS);
  const verdicts = verdictsKeeping(most);
  try {
    const before = await readInsurers(client, table);
    const { items, unread } = await dealTable(audited, buckets);
    for await (const answer of answers) buckets.deal([answerEvidence(answer)]);
    const insurers = bothStandings(before, await readInsurers(client, table));
    const key = connectorKey === undefined ? undefined : sealKey(connectorKey);
    const books = { insurers, hasFiles: objects !== undefined, key };
    const stored = storedItems(client, table);
    for (let number = 0; number < buckets.count; number++) {
      const bucket = buckets.take(number);
      judgeBucket(bucket, { verdicts, now, settledFor, books: audited.factsAlone === true ? undefined : books });
      await replayBucket(bucket, stored, verdicts);
    }
    return { verdicts: verdicts.sums(), items, unread };
  } finally {
    buckets.clear();
  }
}

async function dealTable({ client, table, objects, segments = 4 }: AuditedTable, buckets: Buckets) {
  const unread: string[] = [];
  let items = 0;
  const readSegment = async (segment: number): Promise<void> => {
    for await (const page of scanSegment({ client, table, segment, segments })) {
      items += page.length;
      for (const item of page) {
        const why = await dealItem(item, buckets, objects);
        if (why !== undefined && unread.length < MAX_UNREAD) unread.push(why);
      }
    }
  };
  await Promise.all(Array.from({ length: segments }, (_, segment) => readSegment(segment)));
  return { items, unread };
}

/** Why an item could not be read; undefined: it was. */
async function dealItem(
  item: Item,
  buckets: Buckets,
  objects: StatementObjects | undefined,
): Promise<string | undefined> {
  try {
    const evidence = readItem(item);
    if (evidence === undefined) return `of unknown kind: ${kindOf(item)}`;
    buckets.deal(evidence);
    if (objects === undefined || !isStatement(item)) return undefined;
    for await (const some of readStatement(item, objects)) buckets.deal(some);
    return undefined;
  } catch (error) {
    return `${placeOf(item)}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
