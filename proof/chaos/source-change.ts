import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** A source file with one text of it replaced, for the life of a process. */
export interface SourceChange {
  /** from the root of the repository */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const root = join(import.meta.dirname, '..', '..');

/** Whoever imports the file from now on gets the changed one. */
export function changeSource(change: SourceChange): void {
  const changed = pathToFileURL(join(root, change.file)).href;
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      return url === changed ? { ...loaded, source: changedSource(change) } : loaded;
    },
  });
}

/** Throws where the text is not in the file exactly once. */
export function changedSource({ file, find, replace }: SourceChange): string {
  const pieces = readFileSync(join(root, file), 'utf8').split(find);
  if (pieces.length !== 2) throw new Error(`${file} has ${pieces.length - 1} times: ${find}`);
  return pieces.join(replace);
}
