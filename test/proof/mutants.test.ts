import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INVARIANT_IDS } from '../../audit/invariants.ts';
import { changedSource } from '../../proof/chaos/source-change.ts';
import { mutants } from '../../proof/mutants/mutants.ts';

const root = join(import.meta.dirname, '../..');

describe('the deliberate defects', () => {
  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))('%s still finds its place', (_, mutant) => {
    expect(changedSource(mutant)).not.toBe(readFileSync(join(root, mutant.file), 'utf8'));
  });

  it('leave no invariant unproved, and have a name each', () => {
    expect(new Set(mutants.flatMap(({ caughtBy }) => caughtBy))).toEqual(new Set(INVARIANT_IDS));
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });
});
