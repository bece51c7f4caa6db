import { resolve } from 'node:path';
import { StartFailure } from './engines/start-failure.ts';

/** What the environment says about local mode. */
export interface Settings {
  readonly port: number;
  /** undefined: everything in memory */
  readonly dataDir: string | undefined;
  /** credentials, the functions' log and what a run leaves behind */
  readonly localDir: string;
}

const DEFAULT_PORT = 3000;

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    port: portOf(env['PORT']),
    dataDir: env['DATA_DIR'] ? resolve(env['DATA_DIR']) : undefined,
    localDir: resolve(env['LOCAL_DIR'] || '.local'),
  };
}

export const baseUrl = (port: number): URL => new URL(`http://127.0.0.1:${port}`);

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new StartFailure(`PORT must be a port number, not "${text}".`);
}
