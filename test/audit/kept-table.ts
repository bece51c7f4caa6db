import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { getObject } from '../../lambdas/storage/object-store.ts';
import type { Evidence } from '../../audit/evidence.ts';
import type { Verdict } from '../../audit/finding.ts';
import { verdictsKeeping } from '../../audit/finding.ts';
import { judgeBucket } from '../../audit/judge.ts';
import { isStatement } from '../../audit/read-books.ts';
import { readItem } from '../../audit/read-item.ts';
import { readInsurers } from '../../audit/read-insurers.ts';
import { sealKey } from '../../audit/statements/manifest.ts';
import { readStatement } from '../../audit/statements/read-statement.ts';
import type { InsurerStanding } from '../../audit/insurer-standing.ts';
import type { Item } from '../../audit/table/item.ts';
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

/** Judges a table, all in one bucket. */
export async function auditKept(
  { items, objects, insurers, now, publicKeyPem }: KeptTable,
  extra: readonly Evidence[] = [],
): Promise<readonly Verdict[]> {
  const evidence: Evidence[] = [...extra];
  for (const item of items) {
    evidence.push(...(readItem(item) ?? []));
    if (!isStatement(item)) continue;
    for await (const some of readStatement(item, { read: async (key) => objects.get(key) })) evidence.push(...some);
  }
  const verdicts = verdictsKeeping(20);
  const books = {
    ...{ hasFiles: true, key: sealKey(publicKeyPem) },
    insurers: new Map(insurers.map((one) => [one.insurerId, one])),
  };
  // as if it had been put aside
  judgeBucket(JSON.parse(JSON.stringify(evidence)) as Evidence[], { verdicts, now, settledFor: 0, books });
  return verdicts.sums();
}
