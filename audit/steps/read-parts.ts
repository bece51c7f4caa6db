import type { AttributeValue, DynamoDBClient, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { kindOf, readItem } from '../read-item.ts';
import { scanSegment } from '../scan.ts';
import type { StatementObjects } from '../statement-objects.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Item } from '../table/item.ts';
import { placeOf } from '../table/item.ts';
import type { StatementRange } from './audit-step.ts';
import type { EvidenceWriter } from './evidence-files.ts';
import { AuditFileOutage } from './evidence-files.ts';

interface AuditedTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** What came of reading a part. `unread`: items that nobody could read, the first few. */
export interface PartRead {
  readonly items: number;
  readonly unread: readonly string[];
}

const MOST_UNREAD = 10;

/** Deals the items of a segment; the files of statements are read by steps of their own. */
export async function readSegment(
  audited: AuditedTable,
  { segment, segments }: { readonly segment: number; readonly segments: number },
  writer: EvidenceWriter,
): Promise<PartRead> {
  const unread: string[] = [];
  let items = 0;
  for await (const page of scanSegment({ ...audited, segment, segments })) {
    items += page.length;
    for (const item of page) {
      await dealOf(item, unread, async () => {
        const evidence = readItem(item);
        if (evidence === undefined) throw new Error(`of unknown kind: ${kindOf(item)}`);
        await writer.deal(evidence);
      });
    }
  }
  return { items, unread };
}

/** Deals the statements of a range, part by part. */
export async function readStatements(
  { client, table }: AuditedTable,
  { insurerId, from, to }: StatementRange,
  objects: StatementObjects,
  writer: EvidenceWriter,
): Promise<PartRead> {
  const unread: string[] = [];
  let items = 0;
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :insurer AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':insurer': { S: `STATEMENTS#${insurerId}` },
          ...{ ':from': { S: `STATEMENT#${from}` }, ':to': { S: `STATEMENT#${to}` } },
        },
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) {
      items += 1;
      await dealOf(item, unread, async () => {
        for await (const some of readStatement(item, objects)) await writer.deal(some);
      });
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return { items, unread };
}

/** Whatever is wrong with an item is told; a file or an engine that does not answer ends the step. */
async function dealOf(item: Item, unread: string[], deal: () => Promise<void>): Promise<void> {
  try {
    await deal();
  } catch (error) {
    if (error instanceof AuditFileOutage) throw error;
    const why = error instanceof Error ? error.message : String(error);
    if (unread.length < MOST_UNREAD) unread.push(`${placeOf(item)}: ${why}`);
  }
}
