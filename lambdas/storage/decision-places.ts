import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DecisionPlace } from '../contracts/decisions-cursor.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { memberIndexKey, memberIndexSort } from './fact-item.ts';
import type { Item } from './keys.ts';
import { factKey, textOf } from './keys.ts';
import { tableShape } from './table-shape.ts';

/** Which of the orders that a provider had decided for a member. */
export interface PlacesQuestion {
  readonly providerId: string;
  readonly memberId: string;
  /** when they were first decided: from an instant to another, both inclusive, to the minute */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** the place after which to go on */
  readonly after: DecisionPlace | undefined;
  readonly limit: number;
}

const { name: IndexName, partitionKey, sortKey } = tableShape.memberIndex;
const MINUTE_MS = 60_000;

/** The last minute whose text has as many letters as those of today, 2084-12-18: texts compare like their minutes up to it. */
const LAST_MINUTE = 36 ** 5 - 1;

/**
 * Where the orders stand, the newest first; within a minute in no order that means anything, but always the same. One more than the
 * limit is asked for, so that nobody is sent to a page without orders. The index follows the table by a moment, and two members may
 * share a key of it: whoever reads the orders looks whose they are.
 */
export async function readDecisionPlaces(
  question: PlacesQuestion,
): Promise<{ readonly places: readonly DecisionPlace[]; readonly isMore: boolean }> {
  const { providerId, memberId, from, to, after, limit } = question;
  const partition = { S: memberIndexKey(providerId, memberId) };
  const { Items = [] } = await dynamoDb().send(
    new QueryCommand({
      ...{ TableName: tableName(), IndexName, ScanIndexForward: false, Limit: limit + 1 },
      KeyConditionExpression: `${partitionKey} = :whose AND ${sortKey} BETWEEN :from AND :to`,
      ExpressionAttributeValues: { ':whose': partition, ':from': sortOf(minuteOf(from)), ':to': sortOf(minuteOf(to)) },
      ...(after !== undefined && { ExclusiveStartKey: startKey(partition, after) }),
    }),
  );
  return { places: Items.slice(0, limit).map(placeOf), isMore: Items.length > limit };
}

const minuteOf = (instant: EpochMs): number => Math.floor(instant / MINUTE_MS);

/** Every stored minute is within these bounds, and so is written alike. */
function sortOf(minute: number): { readonly S: string } {
  const bounded = Math.min(Math.max(minute, 0), LAST_MINUTE);
  return { S: memberIndexSort(bounded * MINUTE_MS).padStart(5, '0') };
}

const startKey = (partition: Item[string], { minute, orderId, sequence }: DecisionPlace): Item => ({
  ...factKey(orderId, sequence),
  [partitionKey]: partition,
  [sortKey]: sortOf(minute),
});

function placeOf(item: Item): DecisionPlace {
  const [orderId = '', sequence = ''] = [textOf(item, 'pk').split('#')[1], textOf(item, 'sk').split('#')[1]];
  return { minute: Number.parseInt(textOf(item, sortKey), 36), orderId, sequence: Number(sequence) };
}
