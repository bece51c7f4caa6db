import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { BookLine } from '../domain/book-line.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import { bookItem } from './book-item.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { businessDayKey, lateLineKey } from './keys.ts';
import { onCondition } from './on-condition.ts';

/** Days that this instance has marked: each is written by each instance once. */
const marked = new Set<string>();
const MOST_MARKED = 10_000;

/** Enters a line into its insurer's book. One that is there already stays as it is, with what has become of its claim. */
export async function putLine(line: BookLine): Promise<void> {
  await putNew(bookItem(line));
}

/** Notes that an insurer has lines of a business date. */
export async function markDay(insurerId: string, businessDate: CalendarDate): Promise<void> {
  const name = `${insurerId}#${businessDate}`;
  if (marked.has(name)) return;
  await putNew({ ...businessDayKey(insurerId, businessDate) });
  if (marked.size >= MOST_MARKED) marked.clear();
  marked.add(name);
}

/** Notes that a line may have come too late for the statement of its business date; the next closing finds out. */
export async function putLateLine({ insurerId, businessDate, postedAt, factId }: BookLine): Promise<void> {
  await putNew({ ...lateLineKey(insurerId, businessDate, postedAt, factId) });
}

const putNew = (Item: Item): Promise<boolean> =>
  onCondition(
    dynamoDb().send(
      new PutItemCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );
