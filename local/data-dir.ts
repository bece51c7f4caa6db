import { accessSync, constants, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartFailure } from './engines/start-failure.ts';
import { makeDirectory } from './make-directory.ts';

export interface DataDir {
  readonly path: string;
  release(): void;
}

/** Makes the directory ours until we end, however we end: the lock is one of the kernel's. */
export function claimDataDir(path: string): DataDir {
  try {
    makeDirectory(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(error);
  }
  try {
    const lock = new DatabaseSync(join(path, 'in-use.sqlite'));
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return { path, release: () => lock.close() };
  } catch (cause) {
    throw new StartFailure(`DATA_DIR ${path} is in use by another run, or is not one of ours.`, { cause });
  }
}

/** The stage's secret: kept with the data that were encrypted and hashed with it, else new for every run. */
export function rootSecret(dataDir: string | undefined): string {
  const fresh = JSON.stringify({ root: randomBytes(48).toString('base64') });
  if (!dataDir) return fresh;
  const file = join(dataDir, 'root-secret.json');
  try {
    if (existsSync(file)) return readFileSync(file, 'utf8');
    // half a secret, left by a run that was killed here, would be kept for ever
    const unfinished = `${file}.new`;
    writeFileSync(unfinished, fresh, { mode: 0o600 });
    renameSync(unfinished, file);
    return fresh;
  } catch (error) {
    throw unusable(error);
  }
}

function unusable(error: unknown): StartFailure {
  const cause = error instanceof Error ? error : undefined;
  return new StartFailure(`DATA_DIR cannot be used: ${cause?.message ?? 'unknown cause'}.`, { cause });
}
