import { INSURERS_PARTITION } from './partner-item.ts';
import { queryPages } from './query-pages.ts';
import { textOf } from './keys.ts';
import { tableShape } from './table-shape.ts';

/** Every insurer, suspended ones too: what was done for them is to be paid. By the index, which follows the table by a moment. */
export async function listInsurerPartners(): Promise<readonly string[]> {
  const { name, partitionKey, sortKey } = tableShape.statementIndex;
  const pages = queryPages({
    IndexName: name,
    KeyConditionExpression: '#sp = :insurers',
    ExpressionAttributeNames: { '#sp': partitionKey },
    ExpressionAttributeValues: { ':insurers': { S: INSURERS_PARTITION } },
  });
  const insurers: string[] = [];
  for await (const { Items = [] } of pages) insurers.push(...Items.map((item) => textOf(item, sortKey)));
  return insurers;
}
