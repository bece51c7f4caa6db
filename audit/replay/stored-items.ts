import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../table/item.ts';

/** The table gave no answer: nothing is known by that, and whoever asked may ask again. */
export class NoAnswerOfTable extends Error {
  override readonly name = 'NoAnswerOfTable';
}

/** Items read by their keys; `again` past what is remembered. Undefined where there is none. */
export interface StoredItems {
  read(partition: string, sort: string): Promise<Item | undefined>;
  again(partition: string, sort: string): Promise<Item | undefined>;
}

/** The least recently read makes room; a part of a formulary is the largest, at 380 KB before it was compressed. */
const MAX_REMEMBERED = 2_000;

/** Reads a table strongly consistently, and remembers. */
export function storedItems(client: DynamoDBClient, table: string): StoredItems {
  const remembered = new Map<string, Promise<Item | undefined>>();
  const keep = (name: string, reading: Promise<Item | undefined>): void => {
    remembered.delete(name);
    remembered.set(name, reading);
    const [oldest] = remembered.keys();
    if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  };
  const again = (partition: string, sort: string): Promise<Item | undefined> => {
    const name = `${partition} ${sort}`;
    const Key = { pk: { S: partition }, sk: { S: sort } };
    const reading: Promise<Item | undefined> = client
      .send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))
      .then(
        ({ Item: item }) => item,
        (cause: unknown) => {
          if (remembered.get(name) === reading) remembered.delete(name);
          throw new NoAnswerOfTable(`the table did not give ${name}`, { cause });
        },
      );
    keep(name, reading);
    return reading;
  };
  const read = (partition: string, sort: string): Promise<Item | undefined> => {
    const name = `${partition} ${sort}`;
    const known = remembered.get(name);
    if (known === undefined) return again(partition, sort);
    keep(name, known);
    return known;
  };
  return { again, read };
}

/** Something that was amended: as it is now, or as it was, at a revision. */
export async function atRevision(
  items: StoredItems,
  partition: string,
  sort: string,
  revision: number,
): Promise<Item | undefined> {
  const present = await items.read(partition, sort);
  if (Number(present?.['r']?.N) === revision) return present;
  const archived = await items.read(partition, `REVISION#${String(revision).padStart(6, '0')}`);
  if (archived !== undefined) return archived;
  // amended since it was remembered
  const now = await items.again(partition, sort);
  return Number(now?.['r']?.N) === revision ? now : undefined;
}
