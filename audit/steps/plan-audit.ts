import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { InsurerStanding } from '../insurer-standing.ts';
import { daysAfter, numberOf } from '../oracle/dates.ts';
import type { AuditPlan, StatementRange } from './audit-step.ts';

const SEGMENTS = 64;
const BUCKETS = 256;

/** Step Functions carries 256 KB from one state to the next: so many ranges, with what comes of them, are half of it. */
const MOST_RANGES = 700;
const SHORTEST_DAYS = 7;

export async function planAudit(
  { client, table }: { readonly client: DynamoDBClient; readonly table: string },
  insurers: readonly InsurerStanding[],
  asked: { readonly run: string; readonly segments?: number; readonly buckets?: number },
  now: number,
): Promise<AuditPlan> {
  const { run, segments = SEGMENTS, buckets = BUCKETS } = asked;
  const chains: StatementRange[] = [];
  for (const { insurerId, published } of insurers) {
    const Key = { pk: { S: `STATEMENTS#${insurerId}` }, sk: { S: 'HEAD' } };
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    const first = Item?.['first']?.S;
    if (first !== undefined && first <= published) chains.push({ insurerId, from: first, to: published });
  }
  return {
    ...{ run, now, segments, buckets, ranges: rangesOf(chains) },
    segmentList: Array.from({ length: segments }, (_, segment) => ({ segment })),
    bucketList: Array.from({ length: buckets }, (_, bucket) => ({ bucket })),
  };
}

/** Cut so finely as may be carried, and no finer than pays. */
export function rangesOf(chains: readonly StatementRange[], most = MOST_RANGES): readonly StatementRange[] {
  const days = chains.reduce((sum, { from, to }) => sum + daysBetween(from, to), 0);
  // each chain ends with a range that is shorter
  const length = Math.max(SHORTEST_DAYS, Math.ceil(days / Math.max(1, most - chains.length)));
  return chains.flatMap(({ insurerId, from, to }) =>
    Array.from({ length: Math.ceil(daysBetween(from, to) / length) }, (_, index) => {
      const begin = daysAfter(from, index * length);
      const end = daysAfter(begin, length - 1);
      return { insurerId, from: begin, to: end < to ? end : to };
    }),
  );
}

const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from) + 1;
