import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CalendarDate } from '../domain/calendar.ts';
import type { AccountDay } from '../domain/settlement-account.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { textOf } from './keys.ts';
import { accountKey, accountPartition } from './reconciliation-keys.ts';
import { onCondition } from './on-condition.ts';
import { itemsBetween } from './query-pages.ts';

type PackedAccount = readonly [
  ...[count: number, debit: number, credit: number, paid: number],
  ...[opening: number, closing: number],
];

function accountItem(day: AccountDay): Item {
  const { count, debit, credit, paid, opening, closing } = day;
  const packed: PackedAccount = [count, debit, credit, paid, opening, closing];
  return { ...accountKey(day.providerId, day.insurerId, day.businessDate), a: { S: JSON.stringify(packed) } };
}

export function parseAccount(item: Readonly<Item>): AccountDay {
  const [insurerId = '', businessDate = ''] = textOf(item, 'sk').split('#');
  const [count, debit, credit, paid, opening, closing] = JSON.parse(textOf(item, 'a')) as PackedAccount;
  const providerId = textOf(item, 'pk').slice('ACCOUNT#'.length);
  return { providerId, insurerId, businessDate, count, debit, credit, paid, opening, closing };
}

/** Enters a day into a provider's account. One that is there stays as it is. */
export async function putAccountDay(day: AccountDay): Promise<void> {
  const Item = accountItem(day);
  await onCondition(
    dynamoDb().send(
      new PutItemCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );
}

/** The last day on which anything moved before a date; undefined: none. */
export const lastAccountBefore = (
  providerId: string,
  insurerId: string,
  date: CalendarDate,
): Promise<AccountDay | undefined> => lastBetween(providerId, `${insurerId}#`, `${insurerId}#${date}`, 'before');

/** Insurers that a provider may have accounts with; each takes a read. */
const MAX_INSURERS = 500;

/** A provider's account with each insurer as it stood at the end of a date: the last day on which anything moved. */
export async function accountsOn(providerId: string, date: CalendarDate): Promise<readonly AccountDay[]> {
  const accounts: AccountDay[] = [];
  for await (const insurerId of insurersOfProvider(providerId)) {
    const last = await lastBetween(providerId, `${insurerId}#`, `${insurerId}#${date}`, 'at');
    if (last !== undefined) accounts.push(last);
  }
  return accounts.toReversed();
}

/** A provider's days from one date to another, both included, by insurer and date. */
export async function accountDays(
  providerId: string,
  from: CalendarDate,
  to: CalendarDate,
): Promise<readonly AccountDay[]> {
  const insurers: string[] = [];
  for await (const insurerId of insurersOfProvider(providerId)) insurers.unshift(insurerId);
  const days: AccountDay[] = [];
  for (const insurerId of insurers) {
    const items = itemsBetween(accountPartition(providerId), `${insurerId}#${from}`, `${insurerId}#${to}`);
    for await (const item of items) days.push(parseAccount(item));
  }
  return days;
}

/** From the last to the first, by a read each: their days are passed over. */
async function* insurersOfProvider(providerId: string): AsyncGenerator<string> {
  let before = AFTER_ALL;
  for (let count = 0; count < MAX_INSURERS; count++) {
    const last = await lastBetween(providerId, '', before, 'before');
    if (last === undefined) return;
    yield last.insurerId;
    before = `${last.insurerId}#`;
  }
}

/** Sorts behind every identifier. */
const AFTER_ALL = '~';

async function lastBetween(
  providerId: string,
  from: string,
  to: string,
  end: 'before' | 'at',
): Promise<AccountDay | undefined> {
  const { Items = [] } = await dynamoDb().send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression:
        from === '' ? 'pk = :provider AND sk < :to' : 'pk = :provider AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':provider': { S: accountPartition(providerId) },
        ':to': { S: to },
        ...(from !== '' && { ':from': { S: from } }),
      },
      ScanIndexForward: false,
      Limit: from !== '' && end === 'before' ? 2 : 1,
      ConsistentRead: true,
    }),
  );
  const found = Items.filter((item) => end === 'at' || textOf(item, 'sk') < to).map(parseAccount);
  return found[0];
}
