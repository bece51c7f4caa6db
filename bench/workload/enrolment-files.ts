import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { BatchWriteItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { toCoverage } from '../../lambdas/contracts/coverage.ts';
import type { EnrolledIdentity } from '../../lambdas/contracts/coverage.ts';
import type { ConnectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { enrolmentKey } from '../../lambdas/storage/keys.ts';
import { coverageWrite, identityWrite, memberWrites } from '../../lambdas/storage/member-registry.ts';
import { MAX_ROW_WRITES } from '../../lambdas/storage/enrolment-book.ts';
import { knownPerson } from '../../lambdas/use-cases/enrol-coverage.ts';
import { personOf } from '../../test/support/enrolment-files.ts';
import type { Stage } from '../engine/stage.ts';
import { coverageOf, INSURER } from './enrolment.ts';

/** Rows from one number to another, each a member that is new, with an identity: three items. */
export interface RowRange {
  readonly from: number;
  readonly count: number;
}

const ROWS_A_PIECE = 1_000;
const WRITES_A_ROW = 3;
/** BatchWriteItem takes 25 items. */
const ROWS_A_BATCH = 8;

const rowOf = (index: number) => ({
  coverageId: `C-2026-${index}`,
  ...coverageOf(`M-${index}`),
  familyId: `F-${index >> 1}`,
  identity: personOf(index) as unknown as EnrolledIdentity,
});

/** The file of a range, a piece at a time: a million rows are 400 MB. */
export async function* fileOf({ from, count }: RowRange): AsyncGenerator<Uint8Array> {
  for (let at = from; at < from + count; at += ROWS_A_PIECE) {
    const rows = Array.from({ length: Math.min(ROWS_A_PIECE, from + count - at) }, (_, n) => rowOf(at + n));
    yield Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
}

/** The same items in transactions as full as the product's, with a record of how far they are, ready to be sent. */
export function* transactionsOf(
  { from, count }: RowRange,
  stage: Stage,
  keys: ConnectorKeys,
): Generator<TransactWriteItemsCommand> {
  const rowsAtOnce = Math.floor(MAX_ROW_WRITES / WRITES_A_ROW);
  for (let at = from; at < from + count; at += rowsAtOnce) {
    const writes: TransactWriteItem[] = [recordWrite(stage, from, at)];
    for (let index = at; index < Math.min(at + rowsAtOnce, from + count); index++)
      writes.push(...writesOf(index, keys));
    yield new TransactWriteItemsCommand({ TransactItems: writes });
  }
}

/** The same items, 25 a call and without a condition. */
export function* putsOf(
  { from, count }: RowRange,
  { tableName }: Stage,
  keys: ConnectorKeys,
): Generator<BatchWriteItemCommand> {
  for (let at = from; at < from + count; at += ROWS_A_BATCH) {
    const rows = Array.from({ length: Math.min(ROWS_A_BATCH, from + count - at) }, (_, n) => itemsOf(at + n, keys));
    const puts = rows.flat().map((Item) => ({ PutRequest: { Item } }));
    yield new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } });
  }
}

/** An update of a member who is not there leaves what its values say. */
function itemsOf(index: number, keys: ConnectorKeys): readonly Record<string, AttributeValue>[] {
  return writesOf(index, keys).map(({ Put, Update }): Record<string, AttributeValue> => {
    const item: Record<string, AttributeValue> = { ...(Put?.Item ?? Update?.Key) };
    for (const [name, value] of Object.entries(Update?.ExpressionAttributeValues ?? {})) item[name.slice(1)] = value;
    return item;
  });
}

function writesOf(index: number, keys: ConnectorKeys): TransactWriteItem[] {
  const { coverageId, memberId, identity, ...fields } = rowOf(index);
  const coverage = toCoverage({ memberId, ...fields }, { insurerId: INSURER, coverageId });
  const person = knownPerson(keys, identity, memberId);
  const { identityHash, nameHash, personHash, birthDate } = person;
  const after = { memberId, revision: 0, coverages: [coverage], identityHash, nameHash, personHash, birthDate };
  return [...memberWrites({ before: undefined, after }), coverageWrite(coverage, memberId), identityWrite(person)];
}

function recordWrite({ tableName }: Stage, from: number, at: number): TransactWriteItem {
  return {
    Update: {
      TableName: tableName,
      Key: { ...enrolmentKey(`floor-${from}`) },
      UpdateExpression: 'SET #p = :p',
      ExpressionAttributeNames: { '#p': 'p' },
      ExpressionAttributeValues: { ':p': { S: `${at} 0 0 0` } },
    },
  };
}
