import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { CalendarDate } from '../domain/calendar.ts';
import type { StatementSummary } from '../domain/statement-summary.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { businessDayKey, statementKey, statementsHeadKey, statementsPartition, textOf } from './keys.ts';
import { onCondition } from './on-condition.ts';
import { itemsBetween } from './query-pages.ts';
import { readItems } from './read-items.ts';
import { statementsHeadItem } from './statements-head.ts';
import { transact } from './transact.ts';

/** A published statement. The manifest of a day without business is kept here, that of any other with the parts. */
export interface ShelvedStatement {
  readonly summary: StatementSummary;
  readonly manifest: string | undefined;
}

/** As many statements, with the head, as one transaction takes. */
export const MOST_AT_ONCE = 90;

/** Says that the chain begins, unless it has begun. */
export async function beginChain(insurerId: string, first: CalendarDate): Promise<void> {
  const Item = statementsHeadItem(insurerId, { first, begun: first, published: undefined });
  await onCondition(
    dynamoDb().send(
      new PutItemCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );
}

/** Says that closing has come to a date, unless it is further: from now on nothing of that date is sure to be in its statement. */
export async function markBegun(insurerId: string, date: CalendarDate): Promise<void> {
  await onCondition(
    dynamoDb().send(
      new UpdateItemCommand({
        TableName: tableName(),
        Key: { ...statementsHeadKey(insurerId) },
        UpdateExpression: 'SET begun = :date',
        ConditionExpression: 'begun < :date',
        ExpressionAttributeValues: { ':date': { S: date } },
      }),
    ),
  );
}

/** The first date from `from` to `to` of which the insurer has lines; undefined: none. */
export async function firstBusinessDay(
  insurerId: string,
  from: CalendarDate,
  to: CalendarDate,
): Promise<CalendarDate | undefined> {
  const sortOf = (date: CalendarDate) => textOf({ ...businessDayKey(insurerId, date) }, 'sk');
  for await (const item of itemsBetween(statementsPartition(insurerId), sortOf(from), sortOf(to))) {
    return textOf(item, 'sk').slice('DAY#'.length);
  }
  return undefined;
}

/**
 * Publishes statements of days that follow each other, all or none. `after`: the date published before them; undefined where they begin
 * the chain. False: somebody else has published since.
 */
export async function publishStatements(
  after: CalendarDate | undefined,
  statements: readonly ShelvedStatement[],
): Promise<boolean> {
  const last = statements.at(-1)?.summary;
  if (last === undefined) return true;
  const TableName = tableName();
  const head: TransactWriteItem = {
    Update: {
      TableName,
      Key: { ...statementsHeadKey(last.insurerId) },
      UpdateExpression: 'SET published = :last',
      ConditionExpression: after === undefined ? 'attribute_not_exists(published)' : 'published = :after',
      ExpressionAttributeValues: { ':last': { S: last.businessDate }, ...(after && { ':after': { S: after } }) },
    },
  };
  const puts = statements.map((one) => ({ Put: { TableName, Item: statementItem(one) } }));
  const { outcome } = await transact(Promise.resolve(), [head, ...puts]);
  return outcome === 'written';
}

export async function readStatement(insurerId: string, date: CalendarDate): Promise<ShelvedStatement | undefined> {
  const [item] = (await readItems([statementKey(insurerId, date)])).values();
  return item && parseStatement(item);
}

/** The published statements from one date to another, the oldest first. */
export async function* readStatements(
  insurerId: string,
  from: CalendarDate,
  to: CalendarDate,
): AsyncGenerator<ShelvedStatement> {
  const sortOf = (date: CalendarDate) => textOf({ ...statementKey(insurerId, date) }, 'sk');
  for await (const item of itemsBetween(statementsPartition(insurerId), sortOf(from), sortOf(to))) {
    yield parseStatement(item);
  }
}

function statementItem({ summary, manifest }: ShelvedStatement): Item {
  return {
    ...statementKey(summary.insurerId, summary.businessDate),
    s: { S: JSON.stringify(summary) },
    ...(manifest !== undefined && { m: { S: manifest } }),
  };
}

function parseStatement(item: Readonly<Item>): ShelvedStatement {
  return { summary: JSON.parse(textOf(item, 's')) as StatementSummary, manifest: item['m']?.S };
}
