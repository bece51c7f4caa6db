import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Verdict } from '../finding.ts';
import { verdictsKeeping } from '../finding.ts';
import type { InsurerStanding } from '../insurer-standing.ts';
import { judgeBucket } from '../judge.ts';
import { bothStandings, readInsurers } from '../read-insurers.ts';
import { replayBucket } from '../replay/replay-orders.ts';
import { storedItems } from '../replay/stored-items.ts';
import type { StatementObjects } from '../statement-objects.ts';
import { sealKey } from '../statements/manifest.ts';
import type { AuditRun, AuditStep } from './audit-step.ts';
import type { AuditFiles } from './evidence-files.ts';
import { evidenceIn, evidenceWriter, orOutage } from './evidence-files.ts';
import { planAudit } from './plan-audit.ts';
import type { PartRead } from './read-parts.ts';
import { readSegment, readStatements } from './read-parts.ts';

export interface AuditSurroundings {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly objects: StatementObjects;
  readonly files: AuditFiles;
  /** the public key of the connector, PEM */
  readonly connectorKey: () => Promise<string>;
  /** of this attempt, unlike any other's */
  readonly attempt: string;
  /** milliseconds after which what was written is whole for every reader */
  readonly settledFor: number;
}

/** What a whole audit came to. */
export interface AuditSummary {
  readonly run: string;
  readonly verdicts: readonly Verdict[];
}

/** Ends a run that has found something: whoever looks at it reads the summary. */
export class AuditFoundFaults extends Error {
  override readonly name = 'AuditFoundFaults';
}

const MOST_FINDINGS = 20;

/** One step of an audit, as its state machine asks for it. Each may be taken again: it writes files of its own, and reads only. */
export async function takeAuditStep(around: AuditSurroundings, asked: AuditStep, now: number): Promise<unknown> {
  const { client, table, attempt } = around;
  const files = { put: orOutage(around.files.put), get: orOutage(around.files.get) };
  switch (asked.step) {
    case 'begin': {
      const insurers = await readInsurers(client, table);
      await files.put(`${asked.run}/insurers.json`, asBytes(insurers));
      return planAudit({ client, table }, insurers, asked, now);
    }
    case 'read': {
      const part = `segment-${asked.segment}-${attempt}`;
      const writer = evidenceWriter(files, asked.run, part, asked.buckets);
      return { ...told(await readSegment({ client, table }, asked, writer)), ...(await writer.close()) };
    }
    case 'read-statements': {
      const part = `statements-${asked.insurerId}-${asked.from}-${attempt}`;
      const writer = evidenceWriter(files, asked.run, part, asked.buckets);
      const read = await readStatements({ client, table }, asked, { read: orOutage(around.objects.read) }, writer);
      return { ...told(read), ...(await writer.close()) };
    }
    case 'judge':
      return judge(around, asked);
    case 'conclude':
      return conclude(around, asked);
  }
}

/** An item that nobody can read is no finding of an invariant: the run cannot tell, and fails. */
function told({ items, unread }: PartRead): { readonly items: number } {
  if (unread.length > 0) throw new Error(`nobody can read ${unread.join('; ')}`);
  return { items };
}

async function judge(
  around: AuditSurroundings,
  { run, now, bucket, parts }: Extract<AuditStep, { step: 'judge' }>,
): Promise<{ readonly bucket: number; readonly found: number }> {
  const { client, table, files, settledFor } = around;
  const before = (await jsonIn(files, `${run}/insurers.json`)) as readonly InsurerStanding[];
  const insurers = bothStandings(before, await readInsurers(client, table));
  const books = { insurers, hasFiles: true, key: sealKey(await around.connectorKey()) };
  const verdicts = verdictsKeeping(MOST_FINDINGS);
  const evidence = await evidenceIn(files, run, bucket, parts);
  judgeBucket(evidence, { verdicts, now, settledFor, books });
  await replayBucket(evidence, storedItems(client, table), verdicts);
  await files.put(`${run}/verdicts/${bucket}.json`, asBytes(verdicts.sums()));
  return { bucket, found: verdicts.sums().reduce((sum, { found }) => sum + found, 0) };
}

async function conclude({ files }: AuditSurroundings, { run, buckets }: AuditRun): Promise<AuditSummary> {
  const sums = new Map<string, Verdict>();
  for (let bucket = 0; bucket < buckets; bucket++) {
    for (const verdict of (await jsonIn(files, `${run}/verdicts/${bucket}.json`)) as readonly Verdict[]) {
      const before = sums.get(verdict.invariant) ?? { ...verdict, examined: 0, found: 0, findings: [] };
      sums.set(verdict.invariant, {
        ...{ invariant: verdict.invariant, examined: before.examined + verdict.examined },
        found: before.found + verdict.found,
        findings: [...before.findings, ...verdict.findings].slice(0, MOST_FINDINGS),
      });
    }
  }
  const summary = { run, verdicts: [...sums.values()] };
  await files.put(`${run}/summary.json`, asBytes(summary));
  const broken = summary.verdicts.filter(({ found }) => found > 0);
  if (broken.length === 0) return { run, verdicts: summary.verdicts.map((one) => ({ ...one, findings: [] })) };
  throw new AuditFoundFaults(broken.map(({ invariant, found }) => `${invariant}: ${found}`).join(', '));
}

const asBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

async function jsonIn(files: AuditFiles, name: string): Promise<unknown> {
  const content = await files.get(name);
  if (content === undefined) throw new Error(`there is no ${name}`);
  return JSON.parse(Buffer.from(content).toString('utf8'));
}
