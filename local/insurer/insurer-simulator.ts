import { fileURLToPath } from 'node:url';
import { startLeashed } from '../engines/leashed-process.ts';
import type { LeashedProcess } from '../engines/leashed-process.ts';
import { StartFailure } from '../engines/start-failure.ts';
import type { InsurerMode } from './insurer-modes.ts';
import type { InsurerSettings } from './insurer-settings.ts';

export interface InsurerSimulator {
  /** where an insurer's partner record says that its claims go */
  readonly claimsUrlOf: (insurerId: string) => string;
  readonly ended: Promise<unknown>;
  /** of one insurer, or of all */
  setMode(mode: InsurerMode, insurerId?: string): Promise<void>;
  claims(): Promise<unknown>;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 10_000;
const CONTROL_TIMEOUT_MS = 5_000;
const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts the insurer as a process of its own: what happens to it never happens to the connector. */
export async function startInsurer(settings: InsurerSettings): Promise<InsurerSimulator> {
  const child = startLeashed([process.execPath, PROGRAM], {
    env: { ...process.env, INSURER_SETTINGS: JSON.stringify(settings) },
  });
  const port = await announcedPort(child);
  const base = `http://127.0.0.1:${port}`;
  const control = async (method: string, path: string, content?: unknown): Promise<unknown> => {
    const response = await fetch(base + path, {
      method,
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      signal: AbortSignal.timeout(CONTROL_TIMEOUT_MS),
    });
    return response.json();
  };
  return {
    claimsUrlOf: (insurerId) => `${base}/${insurerId}/claims`,
    ended: child.ended,
    setMode: async (mode, insurerId) => void (await control('PUT', '/control/mode', { mode, insurerId })),
    claims: () => control('GET', '/control/claims'),
    stop: () => child.stop(),
  };
}

// The timer also keeps the event loop alive while we wait: a leashed process does not.
async function announcedPort(child: LeashedProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (sentence: string) => {
      clearTimeout(timer);
      void child.stop().then(() => reject(new StartFailure(sentence)));
    };
    const timer = setTimeout(() => fail('The simulated insurer did not start in time.'), START_TIMEOUT_MS);
    void child.ended.then((words) => fail(`The simulated insurer ended at once: ${words || 'without a word'}`));
    child.output.once('data', (line: Buffer) => {
      clearTimeout(timer);
      resolve((JSON.parse(line.toString('utf8')) as { port: number }).port);
    });
  });
}
