import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CalendarDate } from '../domain/calendar.ts';
import type { ClosingPlan, ClosingSlice, FrozenSlice } from '../domain/closing.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { closingKey, closingSliceKey, numberOf, statementsPartition, textOf } from './keys.ts';
import { onCondition } from './on-condition.ts';
import { itemsBetween } from './query-pages.ts';
import { readItems } from './read-items.ts';

/** Undefined where the closing of the date has not been planned, or there was nothing to plan. */
export async function readClosingPlan(insurerId: string, date: CalendarDate): Promise<ClosingPlan | undefined> {
  const [item] = (await readItems([closingKey(insurerId, date)])).values();
  return item && { cutOff: numberOf(item, 't'), cuts: JSON.parse(textOf(item, 'c')) as number[] };
}

/** Whoever plans first decides; one that there is already stays as it is. */
export async function writeClosingPlan(insurerId: string, date: CalendarDate, plan: ClosingPlan): Promise<void> {
  await putNew({
    ...closingKey(insurerId, date),
    ...{ t: { N: String(plan.cutOff) }, c: { S: JSON.stringify(plan.cuts) } },
  });
}

/** Says what the draft that stands has. */
export async function writeFrozenSlice(
  { insurerId, businessDate, slice }: ClosingSlice,
  { lines, parts }: FrozenSlice,
): Promise<void> {
  await putNew({
    ...closingSliceKey(insurerId, businessDate, slice),
    ...{ l: { N: String(lines) }, p: { N: String(parts) } },
  });
}

/** Of all slices that are frozen, in their order. */
export async function readFrozenSlices(insurerId: string, date: CalendarDate): Promise<readonly FrozenSlice[]> {
  const frozen: FrozenSlice[] = [];
  const from = `CLOSE#${date}#`;
  for await (const item of itemsBetween(statementsPartition(insurerId), from, `${from}99999`)) {
    frozen.push({ lines: numberOf(item, 'l'), parts: numberOf(item, 'p') });
  }
  return frozen;
}

const putNew = (Item: Item): Promise<boolean> =>
  onCondition(
    dynamoDb().send(
      new PutItemCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );
