import { describe, expect, it } from 'vitest';
import type { Limit } from '../../lambdas/domain/plan.ts';
import { benefitOf, decide, decideInTurn, limitOf, onDate, orderOf, paid, pays, planOf, planWith } from './builders.ts';

const limited = (...limits: Limit[]) => planWith({ limits });
const inTurn = (plan: ReturnType<typeof planOf>, orders: readonly (readonly [date: string, amount: number])[]) =>
  decideInTurn(
    plan,
    orders.map(([date, amount]) => orderOf(amount, onDate(date))),
  ).map((one) => paid(one).reasons);

describe('a limit that rejects', () => {
  const rejecting = (limitId: string, max: number, over: Partial<Limit> = {}) =>
    limitOf(limitId, max, { onExceed: 'reject', ...over });

  it('pays nothing for any line where they exceed it together', () => {
    const plan = limited(rejecting('order', 500, { per: 'order' }));
    expect(paid(decide(plan, orderOf([200, 301])))).toEqual(pays(0, 501, 'L504 200 | L504 301'));
    expect(paid(decide(plan, orderOf([200, 300])))).toEqual(pays(500, 0, ' | '));
  });

  it('per line is tested line by line', () => {
    const plan = limited(rejecting('line', 500, { per: 'line' }));
    expect(paid(decide(plan, orderOf([500, 501])))).toEqual(pays(500, 501, ' | L504 501'));
  });

  it('leaves an order out whole, and takes the next that fits', () => {
    expect(
      inTurn(limited(rejecting('year', 1_000)), [
        ['2026-01-01', 600],
        ['2026-01-02', 600],
        ['2026-01-03', 400],
      ]),
    ).toEqual(['', 'L505 600', '']);
  });

  it('is tested before the limits that reduce, benefits’ before the plan’s, on the amounts so far', () => {
    const plan = planWith(
      { limits: [limitOf('reduces', 100), rejecting('first', 900, { per: 'order' })] },
      { limits: [rejecting('second', 500)] },
    );
    // `first` takes all, so that `second` has nothing to reject
    expect(paid(decide(plan, orderOf([500, 500])))).toEqual(pays(0, 1_000, 'L504 500 | L504 500'));
    // `reduces` would have made it fit, but comes later
    expect(paid(decide(plan, orderOf([300, 300])))).toEqual(pays(0, 600, 'L505 300 | L505 300'));
    expect(paid(decide(plan, orderOf([200, 200])))).toEqual(pays(100, 300, 'L505 100 | L505 200'));
  });

  it('of one benefit rejects only its lines', () => {
    const benefits = [
      benefitOf({
        benefitId: 'tests',
        covers: { categories: ['test'], items: 'any' },
        limits: [rejecting('tests', 100)],
      }),
      benefitOf(),
    ];
    expect(paid(decide(planOf({ benefits }), orderOf([{ amount: 101, category: 'test' }, 700])))).toEqual(
      pays(700, 101, 'L505 101 | '),
    );
  });

  it('says that it rejects, and what is left of it', () => {
    const { decision } = decide(limited(rejecting('year', 1_000)), orderOf([700, 600]));
    expect(decision.lines[1]?.reasons).toEqual([
      { code: 'L505', amount: 600, rule: 'all.limits.year', figures: ['year', 1_000, '2026-12-31', 'reject'] },
    ]);
  });
});
