import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutant.ts';

/** The source with the defect in it. Throws where the piece that it replaces is not there exactly once. */
export function mutated({ id, file, find, replace }: Mutant, source: string): string {
  const pieces = source.split(find);
  if (pieces.length !== 2) throw new Error(`mutant ${id}: its piece stands in ${file} ${pieces.length - 1} times`);
  return pieces.join(replace);
}

/** From here on the process loads the defect in the place of the file. Before anything is loaded that leads to it. */
export function putMutantInPlace(mutant: Mutant, root: string): void {
  const wanted = pathToFileURL(`${root}/${mutant.file}`).href;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (url !== wanted) return loaded;
      return { ...loaded, source: mutated(mutant, readFileSync(new URL(url), 'utf8')) };
    },
  });
}
