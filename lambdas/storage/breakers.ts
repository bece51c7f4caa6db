import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Breaker } from '../domain/circuit-breaker.ts';
import { CLOSED } from '../domain/circuit-breaker.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { breakerKey } from './keys.ts';
import { onCondition } from './on-condition.ts';
import { readItems } from './read-items.ts';

/** Whether an insurer can be reached, as last written: all instances know it together. */
export async function readBreaker(insurerId: string): Promise<Breaker> {
  const [item] = (await readItems([breakerKey(insurerId)])).values();
  return parseBreaker(item);
}

export function parseBreaker(item: Readonly<Item> | undefined): Breaker {
  const text = item?.['b']?.S;
  if (text === undefined) return CLOSED;
  const [failures, probes, probeAt] = JSON.parse(text) as PackedBreaker;
  return { failures, probes, probeAt: probeAt ?? undefined };
}

/** Unless somebody else has changed it since it was read; whether it did. */
export function replaceBreaker(insurerId: string, before: Breaker, after: Breaker): Promise<boolean> {
  return onCondition(
    dynamoDb().send(
      new PutItemCommand({
        TableName: tableName(),
        Item: { ...breakerKey(insurerId), b: { S: breakerText(after) } },
        ConditionExpression: before === CLOSED ? 'attribute_not_exists(pk) OR b = :before' : 'b = :before',
        ExpressionAttributeValues: { ':before': { S: breakerText(before) } },
      }),
    ),
  );
}

type PackedBreaker = readonly [failures: number, probes: number, probeAt: number | null];

function breakerText({ failures, probes, probeAt }: Breaker): string {
  const packed: PackedBreaker = [failures, probes, probeAt ?? null];
  return JSON.stringify(packed);
}
