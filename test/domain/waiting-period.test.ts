import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { candidateOf, decide } from './builders.ts';
import { onDate, orderOf, planOf, planWith } from './builders.ts';

describe('the waiting period (E107)', () => {
  const firstDates = (plan: Plan, coverages: readonly Partial<Coverage>[], date: string) => {
    const { decision } = decide(plan, orderOf(3_000, onDate(date)), {
      candidates: coverages.map((one) => candidateOf(plan, one)),
    });
    return decision.lines[0]?.reasons.map(({ code, amount, firstDate }) => [code, amount, firstDate]);
  };
  const waiting = planOf({ waitingDays: 90 });
  const from = [{ from: '2024-09-01' }];

  it('names the first eligible date, and ends on it', () => {
    expect(firstDates(waiting, from, '2024-10-15')).toEqual([['E107', 3_000, '2024-11-30']]);
    expect(firstDates(waiting, from, '2024-11-29')).toEqual([['E107', 3_000, '2024-11-30']]);
    expect(firstDates(waiting, from, '2024-11-30')).toEqual([]);
  });

  it('is the benefit’s own where it has one, also of no days', () => {
    expect(firstDates(planWith({ waitingDays: 0 }, { waitingDays: 90 }), from, '2024-09-01')).toEqual([]);
    expect(firstDates(planWith({ waitingDays: 30 }), from, '2024-09-30')).toEqual([['E107', 3_000, '2024-10-01']]);
  });

  it('crosses 29 February', () => {
    expect(firstDates(planOf({ waitingDays: 30 }), [{ from: '2024-02-01' }], '2024-03-01')).toEqual([
      ['E107', 3_000, '2024-03-02'],
    ]);
    expect(firstDates(planOf({ waitingDays: 30 }), [{ from: '2023-02-01' }], '2023-03-01')).toEqual([
      ['E107', 3_000, '2023-03-03'],
    ]);
  });

  it.each([
    ['follows it the day after', '2024-08-31', []],
    ['overlaps it', '2024-09-15', []],
    ['renews one that was open', '9999-12-31', []],
    ['leaves a day between', '2024-08-30', [['E107', 3_000, '2024-11-30']]],
  ])('counts from the coverage that is renewed where the new one %s', (_, to, expected) => {
    const renewed = { coverageId: 'old', from: '2023-09-01', to, status: 'terminated' } as const;
    const coverages = [{ coverageId: 'new', from: '2024-09-01', renewalOf: 'old' }, renewed];
    expect(firstDates(waiting, coverages, '2024-09-20')).toEqual(expected);
  });

  it('counts from the first of several renewals, until a gap', () => {
    const years = ['a', 'b', 'c'].map((coverageId, i) => ({
      ...{ coverageId, from: `202${i + 2}-09-01`, to: `202${i + 3}-08-31` },
      renewalOf: ['none', 'a', 'b'][i],
    }));
    const long = planOf({ waitingDays: 700 });
    expect(firstDates(long, years, '2024-10-01')).toEqual([]);
    expect(firstDates(long, years.slice(1), '2024-10-01')).toEqual([['E107', 3_000, '2025-08-01']]);
  });

  it('does not go round for ever where renewals name each other', () => {
    const coverages = [
      { coverageId: 'a', from: '2024-09-01', renewalOf: 'b' },
      { coverageId: 'b', from: '2024-09-01', renewalOf: 'a', priority: 200 },
      { coverageId: 'c', from: '2024-09-01', renewalOf: 'c', priority: 300 },
    ];
    expect(firstDates(waiting, coverages, '2024-09-02')).toEqual([['E107', 3_000, '2024-11-30']]);
  });
});
