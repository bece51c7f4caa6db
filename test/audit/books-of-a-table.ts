import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { getObject } from '../../lambdas/storage/object-store.ts';
import type { Evidence } from '../../audit/evidence.ts';
import { verdictsKeeping } from '../../audit/finding.ts';
import { judgeBooks } from '../../audit/judge-books.ts';
import { isStatement, readBooks } from '../../audit/read-books.ts';
import { readInsurers } from '../../audit/read-insurers.ts';
import { sealKey } from '../../audit/statements/manifest.ts';
import { readStatement } from '../../audit/statements/read-statement.ts';
import type { InsurerStanding } from '../../audit/insurer-standing.ts';
import { factIn, factPlace, factText } from '../../audit/table/fact.ts';
import type { Item } from '../../audit/table/item.ts';
import { aboutOrder } from '../../audit/stored-item.ts';
import type { Connector } from '../support/connector.ts';
import { storedItems } from '../support/stored-items.ts';

/** A table and its files as they stood, in memory, so that a copy can be tampered with. */
export interface KeptTable {
  readonly items: readonly Item[];
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly insurers: readonly InsurerStanding[];
  readonly now: number;
  readonly publicKeyPem: string;
}

export async function keptTable(connector: Connector): Promise<KeptTable> {
  const items = await storedItems(connector);
  const objects = new Map<string, Buffer>();
  for (const item of items.filter(isStatement)) {
    const read = async (key: string) => {
      const found = await getObject('statements', key);
      if (found !== undefined) objects.set(key, found.content);
      return found?.content;
    };
    for await (const _ of readStatement(item, { read }));
  }
  const insurers = await readInsurers(connector.client, connector.tableName);
  const { publicKeyPem } = connectorSigner(await connectorKeys());
  return { items, objects, insurers, now: connector.now(), publicKeyPem };
}

/** Judges the books of a table, about one thing after the other. */
export async function auditBooks(
  { items, objects, insurers, now, publicKeyPem }: KeptTable,
  extra: readonly Evidence[] = [],
) {
  const evidence: Evidence[] = [...extra];
  for (const item of items) {
    evidence.push(...(readBooks(item) ?? []));
    if (isStatement(item)) {
      for await (const some of readStatement(item, { read: async (key) => objects.get(key) })) evidence.push(...some);
    }
  }
  const facts = Map.groupBy(
    items.filter(({ sk }) => sk?.S?.startsWith('FACT#') === true),
    (item) => aboutOrder(factPlace(item).orderId),
  );
  const byThing = Map.groupBy(evidence, ({ about }) => about);
  const verdicts = verdictsKeeping(20);
  const context = {
    ...{ now, settledBefore: now, key: sealKey(publicKeyPem) },
    insurers: new Map(insurers.map((one) => [one.insurerId, one])),
  };
  for (const about of new Set([...byThing.keys(), ...facts.keys()])) {
    const ofOrder = (facts.get(about) ?? []).map((item) => factIn(factPlace(item).sequence, factText(item)));
    judgeBooks(about, JSON.parse(JSON.stringify(byThing.get(about) ?? [])) as Evidence[], ofOrder, context, verdicts);
  }
  return verdicts.sums();
}
