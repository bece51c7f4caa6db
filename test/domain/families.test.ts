import { describe, expect, it } from 'vitest';
import type { Balances } from '../../lambdas/domain/accumulator.ts';
import { afterwards, candidateOf, decide, limitOf, orderOf, paid, pays, planOf } from './builders.ts';

const plan = planOf({
  year: 'coverage',
  deductible: [
    { amount: 3_000, per: 'year', scope: 'member' },
    { amount: 5_000, per: 'year', scope: 'family' },
  ],
  limits: [limitOf('family-year', 4_000, { scope: 'family' })],
});

function inTurn(families: readonly (string | undefined)[]) {
  let balances: Balances = new Map();
  return families.map((familyId, index) => {
    const memberId = `M-${index}`;
    const candidates = [candidateOf(plan, { familyId, from: '2024-03-01' })];
    const member = { found: 'member', memberId, candidates } as const;
    // the member's own totals are another member's business, the family's are not
    const ofFamilies = new Map([...balances].filter(([id]) => id.includes('@')));
    const adjudication = decide(plan, orderOf(4_500), { member, balances: ofFamilies });
    balances = afterwards(balances, adjudication.draws.values());
    return adjudication;
  });
}

describe('a family', () => {
  it('shares a deductible and a limit (L510); a member without one is a family of one', () => {
    expect(inTurn(['F-1', 'F-1', 'F-1', 'F-2', undefined, undefined]).map(paid)).toEqual([
      pays(1_500, 3_000, 'L501 3000'), // member 3000, family 5000
      pays(2_500, 2_000, 'L501 2000'), // family 2000
      pays(0, 4_500, 'L510 4500'), // 4000 of the limit are used
      pays(1_500, 3_000, 'L501 3000'),
      pays(1_500, 3_000, 'L501 3000'),
      pays(1_500, 3_000, 'L501 3000'),
    ]);
  });

  it('counts by the calendar year, whatever year its plan has', () => {
    const [first] = inTurn(['F-1']);
    const ids = [...(first?.draws.values() ?? [])].flat().map(({ accumulatorId }) => accumulatorId);
    expect(ids).toEqual([
      'insurer/plan/deductible/Y2026-03-01',
      'insurer/plan/deductible/Y2026-01-01@F:F-1',
      'insurer/plan/family-year/Y2026-01-01@F:F-1',
    ]);
    expect(first?.decision.accumulators.map(({ scope, period }) => [scope, period?.from])).toEqual([
      ['family', '2026-01-01'],
      ['member', '2026-03-01'],
      ['family', '2026-01-01'],
    ]);
  });
});
