import { describe, expect, it } from 'vitest';
import { addDays } from '../../lambdas/domain/calendar.ts';
import { benefitOf, candidateOf, decide, limitOf, orderOf, paid, planOf, planWith } from './builders.ts';

const totals = (decided: ReturnType<typeof decide>) => paid(decided).insurer;

describe('two coverages of one plan', () => {
  it('share a limit per line on every line, also of an order of several (docs/plans.md 3)', () => {
    const plan = planOf({ limits: [limitOf('line', 1_000, { per: 'line' })] });
    const candidates = ['a', 'b'].map((coverageId) => candidateOf(plan, { coverageId }));
    expect(totals(decide(plan, orderOf(3_000), { candidates }))).toBe(1_000);
    expect(totals(decide(plan, orderOf([3_000, 3_000]), { candidates }))).toBe(2_000);
  });

  it('do not share a family limit per order where they are in two families', () => {
    const plan = planOf({ limits: [limitOf('order', 1_000, { per: 'order', scope: 'family' })] });
    const candidates = ['a', 'b'].map((coverageId) => candidateOf(plan, { coverageId, familyId: coverageId }));
    expect(totals(decide(plan, orderOf(3_000), { candidates }))).toBe(2_000);
  });
});

describe('what is never exceeded', () => {
  it.each(['reject', 'reduce'] as const)(
    'a pool’s budget, by a limit that rejects beside one that is to %s',
    (onExceed) => {
      const scope = { pool: 'charity' };
      const benefits = (['consult', 'test'] as const).map((category, i) =>
        benefitOf({
          benefitId: category,
          covers: { categories: [category], items: 'any' },
          limits: [limitOf(category, 9_000, { scope, onExceed: i === 0 ? onExceed : 'reject' })],
        }),
      );
      const order = orderOf([3_000, { category: 'test', amount: 3_000 }]);
      const decided = decide(planOf({ benefits }), order, { pools: new Map([['charity', 4_000]]) });
      expect(totals(decided)).toBeLessThanOrEqual(4_000);
    },
  );

  it('a prescription, where the first coverage refuses a line that the second one pays', () => {
    const code = 'C-1';
    const strict = planWith({ supply: { maxDaysPerOrder: 7 } });
    const open = planOf({ planId: 'open' });
    const candidates = [candidateOf(strict), candidateOf(open, { coverageId: 'second', priority: 200 })];
    const drug = { category: 'drug', code, amount: 1_000 } as const;
    const order = orderOf(
      [
        { ...drug, daysSupply: 14 },
        { ...drug, daysSupply: 7 },
      ],
      { prescriptionNo: 'RX-1' },
    );
    const servedAt = Date.parse(order.serviceAt);
    const prescription = {
      ...{ prescriptionNo: 'RX-1', memberId: 'M-1', voided: false, reviewed: true, longTerm: false },
      ...{ issuedAt: servedAt, validUntil: servedAt },
      items: new Map([[code, { allowed: 10_000, taken: 0, daysSupply: 7 }]]),
    };
    // one unit in all: the first coverage pays the second line, and nothing is left for the first
    expect(totals(decide(strict, order, { candidates, prescription }))).toBe(1_000);
  });
});

describe('the year that a decision shows', () => {
  it('is the coverage’s own, whatever the plan decided before', () => {
    const plan = planOf({ year: 'coverage', limits: [limitOf('year', 9_000)] });
    const compiled = candidateOf(plan);
    const shown = (from: string) => {
      const candidates = [{ ...compiled, coverage: { ...compiled.coverage, from } }];
      const decided = decide(plan, orderOf(100, { serviceAt: '2023-06-15T12:00:00+08:00' }), { candidates });
      return decided.decision.accumulators[0]?.period?.to;
    };
    expect(shown('2020-02-29')).toBe('2024-02-28');
    expect(shown('2022-02-28')).toBe(addDays('2024-02-28', -1));
  });
});
