import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../proof/chaos/faults.ts';
import { isSound } from '../../proof/chaos/report.ts';
import { runEra } from '../../proof/chaos/run-era.ts';
import type { SourceChange } from '../../proof/chaos/source-change.ts';
import { provesAll } from '../support/proof-size.ts';

const SEED = 'a/0';
/** Two processes, which share nothing but the seed; on a machine that has other things to do. */
const PATIENCE_MS = 240_000;

describe('a run of chaos', () => {
  it(
    'is the same twice, on the table in memory and on the embedded engine',
    async () => {
      const [one, other] = await Promise.all([
        runEra({ seed: SEED, ops: 90, engine: 'memory' }),
        runEra({ seed: SEED, ops: 90, engine: 'embedded' }),
      ]);
      expect(other).toEqual(one);
      const elsewhere = await runEra({ seed: 'b/0', ops: 10 });
      expect(elsewhere.digest).not.toBe(one.digest);
    },
    PATIENCE_MS,
  );

  it(
    'meets faults of most kinds, or of all if it is long, and every invariant holds',
    async () => {
      const era = await runEra({ seed: SEED, ops: provesAll ? 900 : 200 });
      const met = FAULTS.filter((kind) => era.faults[kind] > 0);
      expect(met.length).toBeGreaterThanOrEqual(provesAll ? FAULTS.length : 0.6 * FAULTS.length);
      expect(era.verdicts.filter(({ examined }) => examined === 0)).toEqual([]);
      expect([...era.breaches, ...era.verdicts.flatMap(({ findings }) => findings)]).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'finds a defect that only a race shows',
    async () => {
      const mutant: SourceChange = {
        file: 'lambdas/storage/at-revision.ts',
        find: `isUnwritten ? 'attribute_not_exists(br)' : 'br = :before'`,
        replace: `isUnwritten ? 'attribute_not_exists(br)' : 'br >= :before'`,
      };
      const asked = { seed: SEED, ops: 300 };
      expect(isSound(await runEra(asked))).toBe(true);
      const found = (await runEra({ ...asked, mutant })).verdicts.filter((one) => one.found > 0);
      expect(found.map(({ invariant }) => invariant)).toContain('limits-add-up');
    },
    PATIENCE_MS,
  );
});
