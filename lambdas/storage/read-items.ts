import type { BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { ConnectorError } from '../runtime/connector-error.ts';
import { pause } from '../runtime/pause.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item, ItemKey } from './keys.ts';
import { keyText } from './keys.ts';

/** What DynamoDB did not get to is asked for again; a table that still owes keys after this is not available. */
const MAX_ROUNDS = 4;

/** As many keys as one BatchGetItem takes. */
const MAX_BATCH = 100;

/** The items behind some keys, each as last written, in one round trip. A key without an item is absent from the answer. */
export async function readItems(keys: readonly ItemKey[]): Promise<ReadonlyMap<string, Item>> {
  const found = new Map<string, Item>();
  const batches: Promise<void>[] = [];
  for (let from = 0; from < keys.length; from += MAX_BATCH) {
    batches.push(readBatch(keys.slice(from, from + MAX_BATCH), found));
  }
  await Promise.all(batches);
  return found;
}

async function readBatch(keys: readonly ItemKey[], found: Map<string, Item>): Promise<void> {
  const table = tableName();
  let wanted: Item[] | undefined = keys.map((key) => ({ ...key }));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await dynamoDb().send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
    );
    for (const item of Responses?.[table] ?? []) found.set(keyText(item), item);
    wanted = UnprocessedKeys?.[table]?.Keys;
    if (wanted === undefined || wanted.length === 0) return;
    await pause(round);
  }
  throw new ConnectorError('connector.unavailable', 'The table is busy; repeat the same request.');
}
