import { existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDirectory } from '../make-directory.ts';
import { freePort } from './free-port.ts';
import { startLeashed } from './leashed-process.ts';
import type { LeashedProcess } from './leashed-process.ts';
import { StartFailure } from './start-failure.ts';

export interface DynamoDb {
  readonly endpoint: string;
  /** settles when the engine has ended, asked for or not */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

const DATABASE_FILE = 'dynamodb.sqlite';
const START_ATTEMPTS = 3;
const START_TIMEOUT_MS = 5_000;
const POLL_MS = 5;

/**
 * Starts the embedded DynamoDB-compatible engine, or uses the one that DYNAMODB_ENDPOINT names. Without `dataDir` the data live
 * in memory and end with the engine.
 */
export async function startDynamoDb(
  options: { dataDir?: string | undefined; port?: number | undefined } = {},
): Promise<DynamoDb> {
  const external = process.env['DYNAMODB_ENDPOINT'];
  if (external) return { endpoint: external, ended: new Promise(() => {}), stop: async () => {} };
  const executable = engineExecutable();
  if (options.dataDir) makeDirectory(options.dataDir);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const scratchDir = options.dataDir ? undefined : memoryBackedDir();
    const databasePath = join(options.dataDir ?? scratchDir ?? '', DATABASE_FILE);
    const engine = startLeashed([executable, 'serve', '--port', String(port), '--db-path', databasePath], {
      scratchDir,
    });
    try {
      await listening(engine, port);
      indexStreamRecords(databasePath);
      return { endpoint: `http://127.0.0.1:${port}`, ended: engine.ended, stop: () => engine.stop() };
    } catch (error) {
      await engine.stop();
      if (attempt >= START_ATTEMPTS || options.port) throw error;
    }
  }
}

function engineExecutable(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`);
  } catch (cause) {
    throw new StartFailure(
      `The embedded DynamoDB engine (${name}) is not installed for this platform: name another one in DYNAMODB_ENDPOINT.`,
      { cause },
    );
  }
}

// A file, because the index below needs one; in shared memory where there is such a place, so that no disk is waited for.
function memoryBackedDir(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'direct-billing-'));
}

async function listening(engine: LeashedProcess, port: number): Promise<void> {
  let lastWords: string | undefined;
  void engine.ended.then((text) => (lastWords = text));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (lastWords !== undefined)
      throw new StartFailure(`The embedded DynamoDB engine ended at once: ${lastWords || 'without a word'}`);
    if (await accepts(port)) return;
    await sleep(POLL_MS);
  }
  throw new StartFailure(`The embedded DynamoDB engine did not listen within ${START_TIMEOUT_MS / 1000} s.`);
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

// Without it the engine scans every stream record ever written, for each item written: 1,000 transactions a second become 100.
function indexStreamRecords(databasePath: string): void {
  const database = new DatabaseSync(databasePath);
  try {
    database.exec(
      'PRAGMA busy_timeout = 5000;' +
        'CREATE INDEX IF NOT EXISTS local_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
    );
  } finally {
    database.close();
  }
}
