import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startLeashed } from '../../../local/engines/leashed-process.ts';
import type { PostgresPrograms } from './programs.ts';

/** A server of its own, which ends with this process and leaves nothing behind. */
export interface Cluster {
  /** of its socket */
  readonly directory: string;
  readonly user: string;
  readonly postmasterPid: number;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const USER = 'bench';
const START_ATTEMPTS = 100;
const POLL_MS = 50;

/** Durable as it comes: every commit is on its medium before it is answered. Only what a server of 8 GB would be given is changed. */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '',
  max_connections: '32',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  autovacuum: 'on',
} as const;

/** `parent`: the directory, and so the medium, under which its data live. */
export async function startCluster({ initdb, postgres }: PostgresPrograms, parent: string): Promise<Cluster> {
  const directory = mkdtempSync(join(parent, 'direct-billing-pg-'));
  const data = join(directory, 'data');
  const as = await unprivileged(directory);
  try {
    const [program = initdb, ...args] = [
      ...as,
      ...[initdb, '--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-locale'],
    ];
    await run(program, args, { cwd: directory });
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: directory });
  const server = startLeashed(
    [...as, postgres, '-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { scratchDir: directory },
  );
  let lastWords: string | undefined;
  void server.ended.then((text) => (lastWords = text));
  await untilItAnswers(directory, () => lastWords);
  const postmasterPid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    ...{ directory, user: USER, postmasterPid },
    stop: async () => {
      // a fast shutdown; whatever it leaves undone, the leash does
      if (lastWords === undefined) process.kill(postmasterPid, 'SIGINT');
      await server.ended;
    },
  };
}

/** PostgreSQL refuses to run as root, who therefore runs it as somebody who may do nothing else. */
async function unprivileged(directory: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return [];
  const idOf = async (flag: string) => Number((await run('id', [flag, 'nobody'])).stdout);
  const [uid, gid] = [await idOf('-u'), await idOf('-g')];
  chownSync(directory, uid, gid);
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}

async function untilItAnswers(directory: string, lastWords: () => string | undefined): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ host: directory, user: USER, database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      const words = lastWords();
      if (words !== undefined || attempt >= START_ATTEMPTS)
        throw new Error(`PostgreSQL did not start: ${words ?? 'it does not answer'}`, { cause });
      await sleep(POLL_MS);
    }
  }
}
