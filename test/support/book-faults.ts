import { DeleteItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { tableShape } from '../../lambdas/storage/table-shape.ts';
import type { Connector } from './connector.ts';

/** Every item of some partitions, past the handlers. */
export async function itemsUnder(connector: Connector, prefix: string) {
  const { Items = [] } = await connector.client.send(
    new ScanCommand({
      TableName: connector.tableName,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: prefix } },
    }),
  );
  return Items;
}

/** As if the stream had never told of a fact: its line is in no book. How many lines there were. */
export async function loseLines(connector: Connector, factId: string): Promise<number> {
  const items = await itemsUnder(connector, 'BOOK#');
  const lost = items.filter(({ sk }) => sk?.S?.endsWith(`#${factId}`) === true);
  for (const { pk, sk } of lost) {
    const Key = { pk: pk ?? { S: '' }, sk: sk ?? { S: '' } };
    await connector.client.send(new DeleteItemCommand({ TableName: connector.tableName, Key }));
  }
  return lost.length;
}

/** As if the index had not heard of a fact yet. */
export async function hideFromIndex(connector: Connector, factId: string): Promise<void> {
  const [orderId = '', sequence = ''] = factId.split('.');
  const { partitionKey, sortKey } = tableShape.statementIndex;
  await connector.client.send(
    new UpdateItemCommand({
      TableName: connector.tableName,
      Key: { pk: { S: `ORDER#${orderId}` }, sk: { S: `FACT#${sequence.padStart(4, '0')}` } },
      UpdateExpression: `REMOVE ${partitionKey}, ${sortKey}`,
    }),
  );
}
