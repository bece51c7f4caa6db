import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { toCoverage } from '../../../lambdas/contracts/coverage.ts';
import { coverageOf, INSURER } from '../../workload/enrolment.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';
import type { PostgresPrograms } from './programs.ts';
import { openPool } from './transaction.ts';

/** A server with the schema, and a pool of connections to it. */
export interface Database {
  readonly cluster: Cluster;
  readonly pool: Pool;
  stop(): Promise<void>;
}

const schema = readFileSync(new URL('schema.sql', import.meta.url), 'utf8');

export async function startDatabase(programs: PostgresPrograms, parent: string): Promise<Database> {
  const cluster = await startCluster(programs, parent);
  const pool = openPool(cluster.directory, cluster.user);
  const stop = async (): Promise<void> => {
    await pool.end();
    await cluster.stop();
  };
  await pool.query(schema);
  return { cluster, pool, stop };
}

/** The members of the workload, enrolled as `seedMembers` enrols them. */
export async function enrolMembers(pool: Pool, memberIds: readonly string[]): Promise<void> {
  const coverages = memberIds.map((memberId) => [
    toCoverage(coverageOf(memberId), { insurerId: INSURER, coverageId: `C-${memberId}` }),
  ]);
  await pool.query(
    'INSERT INTO members (member_id, coverages) SELECT id, coverages FROM unnest($1::text[], $2::jsonb[]) AS m (id, coverages)',
    [memberIds, coverages.map((one) => JSON.stringify(one))],
  );
}
