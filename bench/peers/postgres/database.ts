import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { toCoverage } from '../../../lambdas/contracts/coverage.ts';
import { coverageOf, INSURER } from '../../workload/enrolment.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';
import type { PostgresPrograms } from './programs.ts';
import { openPool } from './transaction.ts';

/** A server with the schema. */
export interface Database {
  readonly cluster: Cluster;
  /** straight to the server */
  readonly pool: Pool;
  /** what a handler is given */
  readonly handlersPool: Pool;
  stop(): Promise<void>;
}

export interface Between {
  /** a directory to connect to in place of the server's */
  readonly host: string;
  stop(): Promise<void>;
}

const schema = readFileSync(new URL('schema.sql', import.meta.url), 'utf8');

/** `between`: what stands between the handler's connections and the server, if anything does. */
export async function startDatabase(
  programs: PostgresPrograms,
  parent: string,
  between?: (directory: string) => Promise<Between>,
): Promise<Database> {
  const cluster = await startCluster(programs, parent);
  const pool = openPool(cluster.directory, cluster.user);
  await pool.query(schema);
  const wire = await between?.(cluster.directory);
  const handlersPool = wire === undefined ? pool : openPool(wire.host, cluster.user);
  return {
    ...{ cluster, pool, handlersPool },
    stop: async () => {
      await Promise.all([pool.end(), ...(handlersPool === pool ? [] : [handlersPool.end()])]);
      await wire?.stop();
      await cluster.stop();
    },
  };
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
