import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import pg from 'pg';
import { begin, commit, rollback } from './statements.ts';

/** Eight connections, as many as requests at once; what is asked without waiting goes over the wire together. */
export function openPool(host: string, user: string): Pool {
  const pool = new pg.Pool({
    host,
    user,
    database: 'postgres',
    max: 8,
    pipeline: true,
    connectionTimeoutMillis: 30_000,
  });
  // one that breaks while it is idle is replaced by the next request
  pool.on('error', () => undefined);
  return pool;
}

type Row = Record<string, unknown>;

export interface Transaction {
  readonly ask: (...queries: readonly QueryConfig[]) => Promise<readonly QueryResult<Row>[]>;
  /** the last statement, and with it the commit */
  readonly finish: (query: QueryConfig) => Promise<void>;
}

/** The first statements go with the BEGIN, the last one with the COMMIT: two round trips where one question leads to one write. */
export async function inTransaction<Result>(
  pool: Pool,
  run: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // what was asked of a connection that breaks fails by itself
  const onError = (): void => undefined;
  client.on('error', onError);
  let opening: readonly QueryConfig[] = [begin()];
  let [isOver, isBroken] = [false, false];
  const send = async (queries: readonly QueryConfig[]) => {
    const all = [...opening, ...queries];
    const skipped = opening.length;
    opening = [];
    return (await together(client, all)).slice(skipped);
  };
  try {
    return await run({
      ask: (...queries) => send(queries),
      finish: async (query) => {
        await send([query, commit()]);
        isOver = true;
      },
    });
  } finally {
    if (!isOver) await client.query(rollback()).catch(() => (isBroken = true));
    client.off('error', onError);
    client.release(isBroken);
  }
}

/** Waits for all of them, so that no answer is left on the wire; the first that failed says why. */
async function together(client: PoolClient, queries: readonly QueryConfig[]): Promise<readonly QueryResult<Row>[]> {
  const settled = await Promise.allSettled(queries.map((query) => client.query<Row>(query)));
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
