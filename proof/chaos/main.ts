// npm run chaos -- [--seed <text>] [--ops <n>] [--only-era <k>] [--engine memory|embedded]
// Plays partners against the product while everything goes wrong that can, and audits what is left.
// Ends with 0 if every invariant holds, with 1 if one does not, with 2 if the run itself failed.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { EraResult } from './era.ts';
import { FAULTS } from './faults.ts';
import type { EngineKind } from './surroundings.ts';
import type { RunResult } from './report.ts';
import { isSound, reportOf, together } from './report.ts';
import { runEra } from './run-era.ts';

/** One era has so many operations at most: its world gets old, and what is to be found is found early. */
const ERA_OPERATIONS = 3_000;
const DEFAULT_OPERATIONS = 20_000;
/** From so many operations on a run must have met every kind of fault. */
const LONG_RUN = 10_000;
const AT_ONCE = 2;

interface Asked {
  readonly seed: string;
  readonly ops: number;
  readonly onlyEra: number | undefined;
  readonly engine: EngineKind;
}

function asked(): Asked {
  const { values } = parseArgs({
    options: {
      'seed': { type: 'string' },
      'ops': { type: 'string' },
      'only-era': { type: 'string' },
      'engine': { type: 'string' },
    },
  });
  const ops = wholeNumber('ops', values.ops ?? String(DEFAULT_OPERATIONS), 1);
  const onlyEra = values['only-era'] === undefined ? undefined : wholeNumber('only-era', values['only-era'], 0);
  const { engine = 'memory' } = values;
  if (engine !== 'memory' && engine !== 'embedded') throw new Error('--engine is memory or embedded');
  return { seed: values.seed ?? String(randomInt(1_000_000)), ops, onlyEra, engine };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least) throw new Error(`--${name} is a whole number from ${least} on`);
  return number;
}

async function play({ seed, ops, onlyEra, engine }: Asked): Promise<boolean> {
  const count = Math.ceil(ops / ERA_OPERATIONS);
  const left = Array.from({ length: count }, (_, k) => k).filter((k) => onlyEra === undefined || k === onlyEra);
  if (left.length === 0) throw new Error(`there is no era ${onlyEra} among ${count}`);
  const eras: EraResult[] = [];
  const begun = performance.now();
  console.log(`seed ${seed}, ${ops} operations in ${count} eras`);

  async function work(): Promise<void> {
    for (let k = left.shift(); k !== undefined; k = left.shift()) {
      const size = Math.min(ERA_OPERATIONS, ops - k * ERA_OPERATIONS);
      const again = `npm run chaos -- --seed ${seed} --ops ${ops} --only-era ${k} --engine ${engine}`;
      const era = await runEra({ seed: `${seed}/${k}`, ops: size, engine }).catch((error: unknown) => {
        left.length = 0;
        console.log(`era ${k} did not come to its end; again: ${again}`);
        throw error;
      });
      eras.push(era);
      const seconds = Math.round((performance.now() - begun) / 1_000);
      console.log(
        `era ${k}: ${era.operations} operations, ${isSound(era) ? 'sound' : 'VIOLATED'}, digest ${era.digest.slice(0, 16)}, after ${seconds} s`,
      );
      if (!isSound(era)) console.log(`again: ${again}`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const run = together(eras);
  console.log(`\n${reportOf(run)}`);
  const rate = run.operations / ((performance.now() - begun) / 1_000);
  console.log(
    `seed ${seed}: ${run.operations} operations, ${run.calls} calls, ${Math.round(rate)} operations a second`,
  );
  requireEnough(run);
  return isSound(run);
}

/** A long run that came upon not everything would prove less than it seems to. */
function requireEnough({ operations, faults, verdicts }: RunResult): void {
  if (operations < LONG_RUN) return;
  const unmet = FAULTS.filter((kind) => (faults[kind] ?? 0) === 0);
  const idle = verdicts.filter(({ examined }) => examined === 0).map(({ invariant }) => invariant);
  if (unmet.length + idle.length > 0) throw new Error(`the run never came upon ${[...unmet, ...idle].join(', ')}`);
}

try {
  process.exitCode = (await play(asked())) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
