import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { itemsUnder } from './book-faults.ts';
import type { Connector } from './connector.ts';

/** What there is of books, statements and accounts, to go back to. */
export async function tableMemory(connector: Connector): Promise<() => Promise<void>> {
  const { tableName: TableName, client } = connector;
  const all = async () =>
    (await Promise.all(['ACCOUNT#', 'BOOK#', 'STATEMENTS#'].map((prefix) => itemsUnder(connector, prefix)))).flat();
  const keyOf = ({ pk, sk }: Awaited<ReturnType<typeof all>>[number]) => ({ pk: pk ?? { S: '' }, sk: sk ?? { S: '' } });
  const before = await all();
  return async () => {
    for (const item of await all()) await client.send(new DeleteItemCommand({ TableName, Key: keyOf(item) }));
    for (const Item of before) await client.send(new PutItemCommand({ TableName, Item }));
  };
}
