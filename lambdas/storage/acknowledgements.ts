import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Acknowledgement } from '../domain/acknowledgement.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { numberOf } from './keys.ts';
import { acknowledgementKey } from './reconciliation-keys.ts';
import { onCondition } from './on-condition.ts';
import { readItems } from './read-items.ts';

export async function readAcknowledgement(
  insurerId: string,
  businessDate: CalendarDate,
): Promise<Acknowledgement | undefined> {
  const [item] = (await readItems([acknowledgementKey(insurerId, businessDate)])).values();
  return item && { acknowledgedAt: numberOf(item, 'at') };
}

/** Whether this was the first one; a later one changes nothing. */
export async function writeAcknowledgement(
  admission: Promise<void>,
  { insurerId, businessDate }: { readonly insurerId: string; readonly businessDate: CalendarDate },
  { acknowledgedAt }: Acknowledgement,
): Promise<boolean> {
  await admission;
  const Item = { ...acknowledgementKey(insurerId, businessDate), at: { N: String(acknowledgedAt) } };
  return onCondition(
    dynamoDb().send(
      new PutItemCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );
}
