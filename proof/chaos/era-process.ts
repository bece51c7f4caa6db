import { writeFileSync } from 'node:fs';
import type { EraAsked } from './era.ts';
import type { SourceChange } from './source-change.ts';
import { changeSource } from './source-change.ts';

// node proof/chaos/era-process.ts <file for the result> <what is asked, as JSON>: plays one era, in a process that has no other use.
const [, , file = '', asked = ''] = process.argv;
const { mutant, ...era } = JSON.parse(asked) as EraAsked & { readonly mutant?: SourceChange };

// whoever asked for the era has gone
process.once('disconnect', () => process.exit(3));
// thousands of errors are made on purpose, and nobody reads where
Error.stackTraceLimit = 2;
// before anything of the product is loaded
if (mutant !== undefined) changeSource(mutant);
const { playEra } = await import('./era.ts');
writeFileSync(file, JSON.stringify(await playEra(era)));
process.exit(0);
