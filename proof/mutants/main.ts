// npm run mutants [-- --seed <text>] [--ops <n>] [--only <part of an id>]
// Plays each run without a defect and with each deliberate one that it is for. Each must be caught by the very invariants that it says.
// Ends with 0 if so, with 1 if not.
import { parseArgs } from 'node:util';
import type { EraResult } from '../chaos/era.ts';
import { isSound } from '../chaos/report.ts';
import { runEra } from '../chaos/run-era.ts';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';

const AT_ONCE = 2;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'mutants' },
    ops: { type: 'string', default: '600' },
    only: { type: 'string', default: '' },
  },
});
const asked = { seed: values.seed, ops: Number(values.ops) };

/** The invariants that a run violates, in their order; and how often. */
const violated = ({ verdicts }: EraResult): readonly (readonly [invariant: string, found: number])[] =>
  verdicts.filter(({ found }) => found > 0).map(({ invariant, found }) => [invariant, found] as const);

const inWords = (list: readonly (readonly [string, number])[]): string =>
  list.map(([invariant, found]) => `${invariant} (${found})`).join(', ') || 'nothing';

/** Whether those invariants caught it that must, and no other but those that follow from them. */
async function isCaught({ id, says, caughtBy, mayAlso = [], ops = asked.ops, ...mutant }: Mutant): Promise<boolean> {
  const era = await runEra({ ...asked, ops, mutant }).catch((error: unknown) => String(error).slice(0, 2_000));
  if (typeof era === 'string') {
    console.log(`MISSED ${id}: ${says}\n  the run did not come to its end: ${era}`);
    return false;
  }
  const found = violated(era);
  const allowed = new Set<string>([...caughtBy, ...mayAlso]);
  const seen = new Set<string>(found.map(([invariant]) => invariant));
  const isExact = caughtBy.every((one) => seen.has(one)) && [...seen].every((one) => allowed.has(one));
  console.log(`${isExact ? 'caught' : 'MISSED'} ${id}: ${says}\n  by ${inWords(found)}`);
  if (isExact) return true;
  console.log(`  and not by all of ${caughtBy.join(', ')} alone`);
  for (const { findings } of era.verdicts) {
    const [first] = findings;
    if (first !== undefined && !allowed.has(first.invariant))
      console.log(`  ${first.invariant}: ${first.about}: ${first.says}`);
  }
  return false;
}

const left = mutants.filter(({ id }) => id.includes(values.only));
const results: boolean[] = [];
async function work(): Promise<void> {
  for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) results.push(await isCaught(mutant));
}

if (left.length === 0) throw new Error(`--only ${values.only} leaves no defect`);
/** Of each length that a defect needs: what an intact product violates is no defect's doing. */
const lengths = [...new Set(left.map(({ ops = asked.ops }) => ops))].toSorted((one, other) => one - other);
let areSound = true;
for (const ops of lengths) {
  const sound = await runEra({ ...asked, ops });
  areSound &&= isSound(sound);
  console.log(`without a defect: ${sound.operations} operations violate ${inWords(violated(sound))}`);
  for (const breach of sound.breaches) console.log(`  ${breach}`);
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
const caught = results.filter(Boolean).length;
console.log(`seed ${asked.seed}: ${caught} of ${results.length} defects caught by exactly what must catch them`);
if (!areSound || caught < results.length) process.exitCode = 1;
