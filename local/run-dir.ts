import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from './make-directory.ts';

const RUN_DIR = /^run-(\d+)$/;

/** Where this run keeps its bundles and its template; what runs that were killed left behind is removed first. */
export function createRunDir(localDir: string): string {
  makeDirectory(localDir);
  for (const name of readdirSync(localDir)) {
    const pid = Number(RUN_DIR.exec(name)?.[1]);
    if (pid && (pid === process.pid || !isAlive(pid))) rmSync(join(localDir, name), { recursive: true, force: true });
  }
  const path = join(localDir, `run-${process.pid}`);
  mkdirSync(path);
  return path;
}

export function removeRunDir(path: string): void {
  if (existsSync(path)) rmSync(path, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
