import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { numberingKey, publicationsOf, publicationWrites } from './catalogue.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { PackedFormulary } from './formulary-chunks.ts';
import type { FormularyHead } from './formulary-item.ts';
import { formularyHeadItem, parseFormularyHead } from './formulary-item.ts';
import type { Item } from './keys.ts';
import { formularyChunkKey, formularyKey, keyText } from './keys.ts';
import { readItems } from './read-items.ts';
import type { Outcome } from './transact.ts';
import { transact } from './transact.ts';

/** A formulary as far as it is published. */
export interface FormularyFile {
  readonly head: FormularyHead | undefined;
  /** how many publications there were */
  readonly publications: number;
}

export async function readFormularyFile(formularyId: string): Promise<FormularyFile> {
  const ofFormulary = formularyKey(formularyId);
  const items = await readItems([ofFormulary, numberingKey]);
  const head = items.get(keyText(ofFormulary));
  return {
    head: head && parseFormularyHead(formularyId, head),
    publications: publicationsOf(items.get(keyText(numberingKey))),
  };
}

/**
 * Stores the content of a version, which nobody sees before the head names it. The keys hold the content's digest: what a function
 * leaves behind that dies before the head is written is written again, the same, when the request is repeated.
 */
export async function writeFormularyContent(
  admission: Promise<void>,
  formularyId: string,
  { digest, entries, names }: PackedFormulary,
): Promise<void> {
  await admission;
  const TableName = tableName();
  const items = [
    ...entries.map((chunk, n): Item => ({ ...formularyChunkKey(formularyId, 'ENTRIES', digest, n), c: { B: chunk } })),
    ...names.map((chunk, n): Item => ({ ...formularyChunkKey(formularyId, 'NAMES', digest, n), c: { B: chunk } })),
  ];
  await Promise.all(items.map((item) => dynamoDb().send(new PutItemCommand({ TableName, Item: item }))));
}

/** Makes a version visible whose content is stored: the list of versions and word to every function, all of it or nothing. */
export async function writeFormularyHead(
  admission: Promise<void>,
  { head: before, publications }: FormularyFile,
  after: FormularyHead,
): Promise<Outcome['outcome']> {
  const outcome = await transact(admission, [
    {
      Put: {
        TableName: tableName(),
        Item: formularyHeadItem(after),
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'r = :r', ExpressionAttributeValues: { ':r': { N: String(before.revision) } } }),
      },
    },
    ...publicationWrites(publications),
  ]);
  return outcome.outcome;
}
