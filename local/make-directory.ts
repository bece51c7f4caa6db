import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a directory and those above it. Node's own `recursive` never comes back where a file system refuses, as /proc does. */
export function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // another start may have been faster
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
