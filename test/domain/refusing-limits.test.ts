import { describe, expect, it } from 'vitest';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { decideInTurn, limitOf } from './builders.ts';
import { onDate, orderOf, paid, planWith } from './builders.ts';

describe('limits that refuse a line (L507)', () => {
  const visits = (over: object = {}) => planWith({ limits: [limitOf('visits', 2, { measure: 'count', ...over })] });
  const outcomes = (plan: Plan, dates: readonly string[], lines: Parameters<typeof orderOf>[0] = 1_000) =>
    decideInTurn(
      plan,
      dates.map((date) => orderOf(lines, onDate(date))),
    ).map((one) => paid(one).reasons);

  it('a count refuses the order after the last', () => {
    expect(outcomes(visits(), ['2026-01-01', '2026-12-31', '2026-06-15'])).toEqual(['', '', 'L507 1000']);
  });

  it('an order of many lines counts once, and all its lines are paid', () => {
    expect(outcomes(visits(), ['2026-01-01', '2026-01-02', '2026-01-03'], [10, 20, 30])).toEqual([
      ' |  | ',
      ' |  | ',
      'L507 10 | L507 20 | L507 30',
    ]);
  });

  it.each([
    ['day', ['2026-01-01', '2026-01-01', '2026-01-02', '2026-01-01'], 3],
    ['month', ['2026-01-01', '2026-01-31', '2026-02-01', '2026-01-15'], 3],
    ['year', ['2025-12-31', '2026-01-01', '2026-01-01', '2026-12-31'], 3],
    ['lifetime', ['2024-02-29', '2026-01-01', '2030-01-01', '2030-01-02'], 2],
    [{ rollingDays: 10 }, ['2026-01-01', '2026-01-10', '2026-01-11', '2026-01-11'], 3],
  ] as const)('a count begins anew with its period: %j', (per, dates, refusedAt) => {
    const reasons = outcomes(visits({ per }), dates);
    expect(reasons.findIndex((one) => one === 'L507 1000')).toBe(refusedAt);
  });

  it('an order on which the insurer pays nothing does not count', () => {
    const plan = planWith(
      { limits: [limitOf('visits', 1, { measure: 'count' })] },
      { deductible: { amount: 1_500, per: 'year', scope: 'member' } },
    );
    expect(outcomes(plan, ['2026-01-01', '2026-01-02', '2026-01-03'])).toEqual(['L501 1000', 'L501 500', 'L507 1000']);
  });

  it('a quantity limit of which nothing is left refuses, one that rejects where too little is', () => {
    const units = (over: object = {}) => planWith({ limits: [limitOf('units', 5, { measure: 'quantity', ...over })] });
    const lines = [
      { amount: 300, quantity: 3 },
      { amount: 300, quantity: 3 },
      { amount: 200, quantity: 2 },
    ];
    expect(outcomes(units(), ['2026-01-01'], lines)).toEqual([' | L508 100 | L507 200']);
    expect(outcomes(units({ onExceed: 'reject' }), ['2026-01-01'], lines)).toEqual([' | L507 300 | ']);
  });

  it('a later line sees the quantity of an earlier line on which nothing was paid', () => {
    const plan = planWith(
      { limits: [limitOf('units', 4, { measure: 'quantity' })] },
      { deductible: { amount: 300, per: 'year', scope: 'member' } },
    );
    const [first, second] = decideInTurn(plan, [
      orderOf([
        { amount: 300, quantity: 3 },
        { amount: 300, quantity: 3 },
      ]),
      orderOf({ amount: 900, quantity: 9 }),
    ]);
    expect(first && paid(first).reasons).toBe('L501 300 | L508 200');
    expect(second && paid(second).reasons).toBe('L508 600'); // only the one unit on which the insurer paid was used
  });

  it('a refused line uses nothing of a quantity limit', () => {
    const plan = planWith({
      covers: { items: { codes: ['C-1'] } },
      limits: [limitOf('units', 3, { measure: 'quantity' })],
    });
    expect(
      outcomes(
        plan,
        ['2026-01-01'],
        [
          { amount: 300, quantity: 3, code: 'X' },
          { amount: 300, quantity: 3 },
        ],
      ),
    ).toEqual(['C301 300 | ']);
  });
});
