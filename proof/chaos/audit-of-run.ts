import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { HeldAnswer } from '../../audit/answers.ts';
import { auditTable } from '../../audit/audit-table.ts';
import type { Verdict } from '../../audit/finding.ts';
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

/** Every invariant of the table at rest, of its statement files and of what partners were answered. */
export async function auditRun({ buckets, publicKeyPem, ...audited }: Audited): Promise<readonly Verdict[]> {
  const objects = { read: async (key: string) => buckets.read('statements', key)?.content };
  const { verdicts, unread } = await auditTable({ ...audited, objects, connectorKey: publicKeyPem });
  if (unread.length > 0) throw new Error(`the auditor cannot read ${unread[0]}`);
  return verdicts;
}
