import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import { adjudicateTold } from '../../lambdas/domain/adjudicate-told.ts';
import { recordedStanding } from '../../lambdas/domain/recorded-standing.ts';
import { Trace } from '../../lambdas/domain/trace.ts';
import { generatedWorld } from './generated-world.ts';
import { runWorld } from './running-world.ts';

describe('a decision made again from what it shows', () => {
  it('is the same, told or not, whatever stood against limits, families and pools before, and so is its trace', () => {
    fc.assert(
      fc.property(generatedWorld(10), (world) => {
        runWorld(world, (given, decided) => {
          const traces = [new Trace(), new Trace()] as const;
          expect(adjudicateTold(given, traces[0])).toEqual(decided);
          const before = recordedStanding({ ...decided, type: 'settlement' });
          expect(adjudicateTold({ ...given, ...before }, traces[1])).toEqual(decided);
          expect(traces[1]).toEqual(traces[0]);
        });
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('is the same where it holds what it takes', () => {
    fc.assert(
      fc.property(generatedWorld(10), (world) => {
        runWorld(world, (settled) => {
          const given = { ...settled, holds: true };
          const held = adjudicate(given);
          const before = recordedStanding({ ...held, type: 'authorization' });
          expect(adjudicate({ ...given, ...before })).toEqual(held);
        });
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
