import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import { isDecision } from '../../lambdas/domain/fact.ts';
import { parseFact } from '../../lambdas/storage/fact-item.ts';
import type { Connector } from './connector.ts';

type Item = Record<string, AttributeValue>;

/** Everything in the table except nonces, in the order of the keys. */
export async function storedItems({ client, tableName }: Connector): Promise<readonly Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  const named = items.map((item) => ({ key: `${item['pk']?.S} ${item['sk']?.S}`, item }));
  return named
    .filter(({ key }) => !key.startsWith('NONCE#'))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/** The facts of the table: what has been decided and booked. */
export async function storedFacts(connector: Connector, orderNo?: string): Promise<readonly Item[]> {
  const items = await storedItems(connector);
  const facts = items.filter(({ sk }) => sk?.S?.startsWith('FACT#') === true);
  return orderNo === undefined ? facts : facts.filter((item) => parseFact(item).orderNo === orderNo);
}

/** The fact that decided an order, the only one of this number. */
export async function storedDecision(connector: Connector, orderNo: string): Promise<DecisionFact> {
  const decided = (await storedFacts(connector, orderNo)).map(parseFact).filter(isDecision);
  const [fact] = decided;
  if (fact === undefined || decided.length > 1) throw new Error(`${orderNo} has been decided ${decided.length} times`);
  return fact;
}
