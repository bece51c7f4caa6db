import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The product as `npm start` runs it. */
export interface Product {
  readonly base: URL;
  /** where its credentials and the addresses of its engines stand */
  readonly localDir: string;
  /** undefined: somebody else's */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../local/main.ts', import.meta.url));
const READY = /^ready (http:\S+)$/m;
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;

/** The embedded queues wait for the disk at every message, which neither SQS nor the table's own engine does. */
const IN_MEMORY = '/dev/shm';

/** Starts it on a free port, with a data directory of its own that goes with it; in memory where the system has a place for that. */
export async function startProduct(): Promise<Product> {
  const directory = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'direct-billing-load-'));
  const localDir = join(directory, 'local');
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', LOCAL_DIR: localDir, DATA_DIR: join(directory, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  // whoever interrupts a run leaves nothing in memory; the product ends with its parent
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(deadline);
    remove();
  };
  let said = '';
  const base = await new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString('utf8');
      const address = READY.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => resolve(undefined));
    setTimeout(() => resolve(undefined), START_TIMEOUT_MS).unref();
  });
  if (base === undefined) {
    await stop();
    throw new Error(`the product did not start: ${said}`);
  }
  return { base: new URL(base), localDir, pid: child.pid, stop };
}
