import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { HeldAnswer } from '../../audit/answers.ts';
import { answerEvidence } from '../../audit/answers.ts';
import { auditTable } from '../../audit/audit-table.ts';
import type { Evidence } from '../../audit/evidence.ts';
import type { Verdict } from '../../audit/finding.ts';
import { verdictsKeeping } from '../../audit/finding.ts';
import { INVARIANT_IDS } from '../../audit/invariants.ts';
import { judgeBooks } from '../../audit/judge-books.ts';
import { isStatement, readBooks } from '../../audit/read-books.ts';
import { readInsurers } from '../../audit/read-insurers.ts';
import { sealKey } from '../../audit/statements/manifest.ts';
import { readStatement } from '../../audit/statements/read-statement.ts';
import { aboutOrder } from '../../audit/stored-item.ts';
import { factIn, factPlace, factText } from '../../audit/table/fact.ts';
import type { Item } from '../../audit/table/item.ts';
import type { Buckets } from './buckets.ts';

interface Audited {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** the product's time, epoch milliseconds */
  readonly now: number;
  readonly buckets: Buckets;
  readonly answers: readonly HeldAnswer[];
  readonly publicKeyPem: string;
}

const MOST_FINDINGS = 20;

/** Every invariant of the table at rest, of its statement files and of what partners were answered. */
export async function auditRun(audited: Audited): Promise<readonly Verdict[]> {
  const { client, table, now } = audited;
  const { verdicts, unread } = await auditTable({ client, table, now, most: MOST_FINDINGS });
  if (unread.length > 0) throw new Error(`the auditor cannot read ${unread[0]}`);
  const books = await auditBooks(audited);
  return INVARIANT_IDS.map((invariant) => {
    const both = [...verdicts, ...books].filter((verdict) => verdict.invariant === invariant);
    return {
      invariant,
      examined: both.reduce((sum, { examined }) => sum + examined, 0),
      found: both.reduce((sum, { found }) => sum + found, 0),
      findings: both.flatMap(({ findings }) => findings),
    };
  });
}

async function auditBooks({ client, table, now, buckets, answers, publicKeyPem }: Audited): Promise<readonly Verdict[]> {
  const items = await allItems(client, table);
  const evidence: Evidence[] = answers.map(answerEvidence);
  const objects = { read: async (key: string) => buckets.read('statements', key)?.content };
  for (const item of items) {
    evidence.push(...(readBooks(item) ?? []));
    if (isStatement(item)) for await (const some of readStatement(item, objects)) evidence.push(...some);
  }
  const facts = Map.groupBy(
    items.filter(({ sk }) => sk?.S?.startsWith('FACT#') === true),
    (item) => aboutOrder(factPlace(item).orderId),
  );
  const byThing = Map.groupBy(evidence, ({ about }) => about);
  const verdicts = verdictsKeeping(MOST_FINDINGS);
  const insurers = await readInsurers(client, table);
  const context = {
    ...{ now, settledBefore: now, key: sealKey(publicKeyPem) },
    insurers: new Map(insurers.map((one) => [one.insurerId, one])),
  };
  for (const about of new Set([...byThing.keys(), ...facts.keys()])) {
    const inOrder = (facts.get(about) ?? []).map((item) => factIn(factPlace(item).sequence, factText(item)));
    judgeBooks(about, byThing.get(about) ?? [], inOrder.toSorted((one, other) => one.sequence - other.sequence), context, verdicts);
  }
  return verdicts.sums();
}

async function allItems(client: DynamoDBClient, table: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ...(start !== undefined && { ExclusiveStartKey: start }) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}
