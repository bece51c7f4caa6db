import { globSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { Cluster } from './cluster.ts';

/** What a server has done so far. */
export interface ServerWork {
  /** of all its processes, those that have ended included */
  readonly cpuMs: number;
  readonly walBytes: number;
  /** tables and indexes */
  readonly storedBytes: number;
}

/** As Linux counts it, whatever the processor. */
const MS_PER_TICK = 10;

export async function serverWork({ postmasterPid }: Cluster, pool: Pool): Promise<ServerWork> {
  const { rows } = await pool.query<{ wal: string; stored: string }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal,
       (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace) AS stored`,
  );
  return { cpuMs: cpuMsOf(postmasterPid), walBytes: Number(rows[0]?.wal), storedBytes: Number(rows[0]?.stored) };
}

/** proc(5): of the name, which may hold anything, only the last bracket counts. */
function cpuMsOf(postmasterPid: number): number {
  let ticks = 0;
  for (const path of globSync('/proc/[0-9]*/stat')) {
    const fields = statFields(path);
    const [parent, pid] = [Number(fields[1]), Number(path.split('/')[2])];
    const own = Number(fields[11]) + Number(fields[12]);
    if (pid === postmasterPid) ticks += own + Number(fields[13]) + Number(fields[14]);
    else if (parent === postmasterPid) ticks += own;
  }
  return ticks * MS_PER_TICK;
}

function statFields(path: string): readonly string[] {
  try {
    const text = readFileSync(path, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    // it has ended since it was listed
    return [];
  }
}
