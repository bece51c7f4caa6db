import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CalendarDate } from '../domain/calendar.ts';
import type { Clearing } from '../domain/remittance.ts';
import { tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { statementsHeadKey, statementsPartition, textOf } from './keys.ts';
import { clearingKey, remittanceKey, remittedKey } from './reconciliation-keys.ts';
import { itemsBetween } from './query-pages.ts';
import { readItems } from './read-items.ts';
import type { PlacedClearing, RemittanceRecord, Remitted } from './remittance-item.ts';
import {
  clearingItem,
  parseClearing,
  parseRemittance,
  parseRemitted,
  remittanceItem,
  remittedItem,
} from './remittance-item.ts';
import { transact } from './transact.ts';

/** How often one day can be paid; each is read by every payment that follows. */
export const MAX_CLEARINGS = 200;

export async function readRemittance(insurerId: string, remittanceNo: string): Promise<RemittanceRecord | undefined> {
  const [item] = (await readItems([remittanceKey(insurerId, remittanceNo)])).values();
  return item && parseRemittance(item);
}

/** What was paid of a business date so far, in order. */
export async function readClearings(insurerId: string, businessDate: CalendarDate): Promise<readonly Clearing[]> {
  const sortAt = (position: number) => textOf({ ...clearingKey(insurerId, businessDate, position) }, 'sk');
  const clearings: Clearing[] = [];
  for await (const item of itemsBetween(statementsPartition(insurerId), sortAt(1), sortAt(MAX_CLEARINGS)))
    clearings.push(parseClearing(item));
  return clearings;
}

/** All that is written of one remittance. */
export interface RemittanceWrite {
  readonly insurerId: string;
  readonly record: RemittanceRecord;
  readonly remitted: Omit<Remitted, 'places'>;
  readonly clearings: readonly PlacedClearing[];
}

/**
 * Books a remittance, if no closing of the date on which it is to count has begun, and nobody else has paid of the same days meanwhile;
 * whether it did. A closing says that it has begun before it reads what was remitted: so either it reads this, or this fails.
 */
export async function writeRemittance(admission: Promise<void>, write: RemittanceWrite): Promise<boolean> {
  const { insurerId, record, remitted, clearings } = write;
  const TableName = tableName();
  const put = (Item: Item): TransactWriteItem => ({
    Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const stillOpen: TransactWriteItem = {
    ConditionCheck: {
      TableName,
      Key: { ...statementsHeadKey(insurerId) },
      ConditionExpression: 'attribute_not_exists(begun) OR begun < :bookedOn',
      ExpressionAttributeValues: { ':bookedOn': { S: remitted.bookedOn } },
    },
  };
  const outcome = await transact(admission, [
    put(remittanceItem(insurerId, record)),
    stillOpen,
    put(remittedItem(insurerId, { ...remitted, places: clearings })),
    ...clearings.map((one) => put(clearingItem(insurerId, one))),
  ]);
  return outcome.outcome === 'written';
}

/** The remittances that count in the statements of some dates, both ends included, by date and number; complete once a closing of the last has begun. */
export async function readRemittances(
  insurerId: string,
  from: CalendarDate,
  to: CalendarDate,
): Promise<readonly Remitted[]> {
  const sortOf = (date: CalendarDate, no: string) => textOf({ ...remittedKey(insurerId, date, no) }, 'sk');
  const found: Remitted[] = [];
  for await (const item of itemsBetween(statementsPartition(insurerId), sortOf(from, ''), sortOf(to, AFTER_ALL)))
    found.push(parseRemitted(item));
  return found;
}

/** Sorts behind every identifier. */
const AFTER_ALL = '~';
