import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { isMissedCount } from './figure.ts';
import type { AnySectionName } from './section-process.ts';
import { measureSection } from './section-process.ts';
import { tableOf } from './table.ts';

/** Measures the sections that were asked for and prints them; a missed count ends the command with an error. */
export async function runSections(names: readonly AnySectionName[]): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  const asked = names.filter((one) => one.includes(options.only));
  if (asked.length === 0) throw new Error(`--only ${options.only} leaves none of ${names.join(', ')}`);
  const figures: Figure[] = [];
  // one after another: a section that ran beside another would measure both
  for (const name of asked) {
    const measured = await measureSection(name, options.quick);
    figures.push(...measured);
    if (options.json)
      for (const { name: of, value, unit, goal, ok } of measured)
        console.log(JSON.stringify({ name: of, value, unit, goal, ok }));
    else console.log(`\n${name}\n${tableOf(measured)}`);
  }
  if (figures.some(isMissedCount)) process.exitCode = 1;
}
