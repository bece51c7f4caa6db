import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../domain/calendar.ts';
import type { Delivery, DeliveryRef, DeliveryState } from '../domain/delivery.ts';
import { deliveryItem, keyOfDelivery, logAttributes, parseDelivery } from './delivery-item.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { deliveryPartition, deliverySort } from './keys.ts';
import { onCondition } from './on-condition.ts';
import { readItems } from './read-items.ts';

/** Begins the log of a delivery. One that there is already stays as it is. */
export async function createDelivery(delivery: Delivery): Promise<void> {
  const Item = deliveryItem(delivery);
  await onCondition(
    dynamoDb().send(
      new PutItemCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );
}

export async function readDelivery(ref: DeliveryRef): Promise<Delivery | undefined> {
  const [item] = (await readItems([keyOfDelivery(ref)])).values();
  return item && parseDelivery(item);
}

/** Goes on with the log, unless somebody else has since it was read; whether it did. */
export function replaceDelivery(before: Delivery, after: Delivery): Promise<boolean> {
  const { s: state, l: log } = logAttributes(after);
  return onCondition(
    dynamoDb().send(
      new UpdateItemCommand({
        TableName: tableName(),
        Key: { ...keyOfDelivery(before.ref) },
        UpdateExpression: 'SET s = :state, l = :log',
        ConditionExpression: 's = :stateBefore AND l = :logBefore',
        ExpressionAttributeValues: {
          ':state': state,
          ':log': log,
          ':stateBefore': logAttributes(before).s,
          ':logBefore': logAttributes(before).l,
        },
      }),
    ),
  );
}

export interface DeliveriesWanted {
  readonly providerId: string;
  /** of events from this instant on */
  readonly since: EpochMs;
  /** undefined: in whatever state */
  readonly state: DeliveryState | undefined;
}

/** Page by page, in the order in which the events happened. */
export async function* listDeliveries(wanted: DeliveriesWanted): AsyncGenerator<readonly Delivery[]> {
  const { providerId, since, state } = wanted;
  let start: Item | undefined;
  do {
    const page: QueryCommandOutput = await dynamoDb().send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :provider AND sk >= :since',
        ...(state !== undefined && { FilterExpression: 's = :state' }),
        ExpressionAttributeValues: {
          ':provider': { S: deliveryPartition(providerId) },
          ':since': { S: deliverySort(since) },
          ...(state !== undefined && { ':state': { S: state } }),
        },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield (page.Items ?? []).map((item) => parseDelivery(item));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
