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

/** Whoever imports the file from now on gets the changed one. Throws, when it is loaded, where the text is not there exactly once. */
export function changeSource({ file, find, replace }: SourceChange): void {
  const changed = pathToFileURL(join(root, file)).href;
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      if (url !== changed) return loaded;
      const source = String(loaded.source);
      if (source.split(find).length !== 2) throw new Error(`${file} does not have exactly once: ${find}`);
      return { ...loaded, source: source.replace(find, () => replace) };
    },
  });
}
