import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { reasonCodes } from '../../lambdas/domain/reason.ts';
import { settledBy, settledLiterally } from '../../audit/oracle/comparison.ts';
import { decideLiterally } from '../../audit/oracle/decide.ts';
import { expectBalanced } from './builders.ts';
import { exceededBy, exceededByOrder } from './exceeded-limits.ts';
import { generatedWorld } from './generated-world.ts';
import { runWorld, unchangeable } from './running-world.ts';

const ORDERS = 20;

/** Everything that holds of a single decision. */
export function expectProven(input: AdjudicationInput, result: Adjudication): void {
  const { decision } = result;
  const literally = settledLiterally(decideLiterally(input), result);
  const settled = settledBy(result);
  // told in full only where they differ, because this is asked a hundred thousand times
  if (!isDeepStrictEqual(settled, literally)) expect(settled).toEqual(literally);
  expectBalanced(decision, input.order);
  if (!isDeepStrictEqual(adjudicate(input), result)) expect(adjudicate(input)).toEqual(result);
  const broken = [...fractions(result), ...exceededHere(input, result)];
  if (decision.refused && result.draws.flat().length > 0) broken.push('a refused order takes something');
  if (broken.length > 0) expect(broken).toEqual([]);
}

/** Numbers that are no safe integers, wherever they stand. */
function fractions(value: unknown): string[] {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? [] : [`${value} is no safe integer`];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(fractions) : [];
}

function exceededHere({ member }: AdjudicationInput, { decision }: Adjudication): readonly string[] {
  if (member.found !== 'member' || decision.coverageId === null) return [];
  const deciding = member.candidates.find(({ coverage }) => coverage.coverageId === decision.coverageId)?.plan;
  if (deciding === undefined) return [];
  return exceededByOrder(deciding.plan, decision.coverageId, decision.lines).map(({ limit }) => limit.limitId);
}

/**
 * A part of the proof: so many generated orders, decided in sequences against a running balance. The count is asserted, so that
 * a property that silently looks at less fails.
 */
export function proveCases(cases: number): void {
  it(`all of it, in ${cases} cases`, { timeout: 300_000 }, () => {
    let decided = 0;
    const never = new Set<string>(Object.keys(reasonCodes));
    fc.assert(
      fc.property(generatedWorld(ORDERS), (world) => {
        unchangeable(world);
        const outcome = runWorld(world, (input, result) => {
          decided += 1;
          for (const { code } of result.decision.lines.flatMap(({ reasons }) => reasons)) never.delete(code);
          expectProven(input, result);
        });
        expect(exceededBy(world, outcome)).toEqual([]);
      }),
      { numRuns: Math.ceil(cases / ORDERS) },
    );
    expect(decided).toBeGreaterThanOrEqual(cases);
    // a reversal that arrives before its order is no rule of a plan
    expect([...never]).toEqual(['T714']);
  });
}
