import type { QueryCommandOutput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { EnrolmentRecord, RefusedRow } from '../domain/enrolment.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { enrolmentItem, packProgress, parseEnrolment, parseRefusedRows } from './enrolment-item.ts';
import { progressAttributes, refusedRowsItem } from './enrolment-item.ts';
import type { Item } from './keys.ts';
import { enrolmentKey, enrolmentPartition } from './keys.ts';
import type { MemberChange, SealedOwner } from './member-registry.ts';
import { coverageWrite, identityWrite, memberWrites } from './member-registry.ts';
import { readItems } from './read-items.ts';
import { transact } from './transact.ts';

/** What some rows of a file change, each item once, with those that are refused. */
export interface RowsEffect {
  readonly members: readonly MemberChange[];
  readonly coverages: readonly { readonly coverageId: string; readonly insurerId: string; readonly memberId: string }[];
  readonly identities: readonly SealedOwner[];
  readonly refused: readonly RefusedRow[];
}

/** `overtaken`: somebody else has gone on with the file; `moved`: a member, coverage or identity is not as it was read. */
export type RowsOutcome = 'written' | 'overtaken' | 'moved';

/** The items of one transaction, less the record and the list of the refused. */
export const MAX_ROW_WRITES = 98;

export async function readEnrolment(enrolmentId: string): Promise<EnrolmentRecord | undefined> {
  const [item] = (await readItems([enrolmentKey(enrolmentId)])).values();
  return item && parseEnrolment(enrolmentId, item);
}

/** Enters a file that was taken; false where it has been before. */
export async function createEnrolment(admission: Promise<void>, record: EnrolmentRecord): Promise<boolean> {
  await admission;
  const ConditionExpression = 'attribute_not_exists(pk)';
  try {
    const Item = enrolmentItem(record);
    await dynamoDb().send(new PutItemCommand({ TableName: tableName(), Item, ConditionExpression }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** A file and the rows of it that were refused, as far as they are listed. */
export async function readReport(
  enrolmentId: string,
): Promise<{ readonly record: EnrolmentRecord; readonly refused: readonly RefusedRow[] } | undefined> {
  const [first, ...others] = await readPartition(enrolmentId);
  return first && { record: parseEnrolment(enrolmentId, first), refused: others.flatMap(parseRefusedRows) };
}

/** The record comes first, because its sort key does. 5,000 rows are two or three pages. */
async function readPartition(enrolmentId: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page: QueryCommandOutput = await dynamoDb().send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :partition',
        ExpressionAttributeValues: { ':partition': { S: enrolmentPartition(enrolmentId) } },
        ConsistentRead: true,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

/**
 * Writes what some rows change, and that they are done with, at once: so a row has its effect once, however often its message comes and
 * wherever a function dies, and of two that work on one file only one gets further.
 */
export async function writeRows(
  before: EnrolmentRecord,
  after: EnrolmentRecord,
  { members, coverages, identities, refused }: RowsEffect,
): Promise<RowsOutcome> {
  const writes: TransactWriteItem[] = [progressWrite(before, after)];
  for (const change of members) writes.push(...memberWrites(change));
  for (const { memberId, ...coverage } of coverages) writes.push(coverageWrite(coverage, memberId));
  for (const identity of identities) writes.push(identityWrite(identity));
  if (refused.length > 0) {
    writes.push({ Put: { TableName: tableName(), Item: refusedRowsItem(before.enrolmentId, refused) } });
  }
  const ended = await transact(Promise.resolve(), writes);
  if (ended.outcome === 'written') return 'written';
  return ended.outcome === 'refused' && ended.at === 0 ? 'overtaken' : 'moved';
}

function progressWrite(before: EnrolmentRecord, after: EnrolmentRecord): TransactWriteItem {
  const attributes = Object.entries(progressAttributes(after));
  return {
    Update: {
      TableName: tableName(),
      Key: { ...enrolmentKey(before.enrolmentId) },
      UpdateExpression: `SET ${attributes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: '#p = :before AND attribute_not_exists(#done)',
      ExpressionAttributeNames: {
        ...Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
        '#done': 'd',
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
        ':before': { S: packProgress(before.progress) },
      },
    },
  };
}
