import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Balance } from '../../lambdas/domain/accumulator.ts';
import { addDays, dayNumber } from '../../lambdas/domain/calendar.ts';
import { candidateOf, decide, decideInTurn, limitOf, onDate, orderOf, paid, planWith } from './builders.ts';

const rolling = (days: number, max: number) =>
  planWith({ limits: [limitOf('rolling', max, { per: { rollingDays: days } })] });
const inTurn = (days: number, orders: readonly (readonly [date: string, amount: number])[], arrivedAt?: number) =>
  decideInTurn(
    rolling(days, 10_000),
    orders.map(([date, amount]) => orderOf(amount, onDate(date))),
    arrivedAt === undefined ? {} : { arrivedAt },
  ).map((one) => paid(one).insurer);

describe('a rolling limit', () => {
  it('binds an order that arrives late', () => {
    // 20 May to 18 June holds both; 11 May to 9 June holds the 4000 only
    expect(
      inTurn(30, [
        ['2026-06-10', 6_000],
        ['2026-05-20', 6_000],
        ['2026-05-11', 6_000],
      ]),
    ).toEqual([6_000, 4_000, 6_000]);
  });

  it('looks as far back and ahead as its days, the date included', () => {
    expect(
      inTurn(30, [
        ['2026-06-01', 10_000],
        ['2026-06-30', 1],
        ['2026-07-01', 1],
        ['2026-05-03', 1],
        ['2026-05-02', 1],
      ]),
    ).toEqual([10_000, 0, 1, 0, 1]);
  });

  it('of one day is a limit a day', () => {
    expect(
      inTurn(1, [
        ['2026-06-01', 10_000],
        ['2026-06-01', 1],
        ['2026-06-02', 10_000],
      ]),
    ).toEqual([10_000, 0, 10_000]);
  });

  it('crosses the years, and 29 February', () => {
    expect(
      inTurn(366, [
        ['2024-01-01', 10_000],
        ['2024-12-31', 1],
        ['2025-01-01', 1],
      ]),
    ).toEqual([10_000, 0, 1]);
    expect(
      inTurn(366, [
        ['2025-01-01', 10_000],
        ['2026-01-01', 1],
        ['2026-01-02', 1],
      ]),
    ).toEqual([10_000, 0, 1]);
    expect(
      inTurn(3, [
        ['2024-02-28', 10_000],
        ['2024-03-01', 1],
        ['2024-03-02', 1],
      ]),
    ).toEqual([10_000, 0, 1]);
  });

  it('is exceeded by no window, though two on either side are both full', () => {
    expect(
      inTurn(3, [
        ['2026-06-01', 6_000],
        ['2026-06-05', 6_000],
        ['2026-06-03', 9_000],
        ['2026-06-04', 9_000],
      ]),
    ).toEqual([6_000, 6_000, 4_000, 0]);
  });

  it.each([
    ['a family', 'family'],
    ['a pool', { pool: 'since-2026-06-12' }],
  ] as const)('of %s holds on the very day that the id of its holder names', (_, scope) => {
    const plan = planWith({ limits: [limitOf('rolling', 10_000, { per: { rollingDays: 30 }, scope })] });
    const decided = decideInTurn(
      plan,
      ['2026-06-10', '2026-06-12'].map((date) => orderOf(6_000, onDate(date))),
      {
        candidates: [candidateOf(plan, { familyId: 'since-2026-06-12' })],
        pools: new Map([['since-2026-06-12', 1_000_000]]),
      },
    );
    expect(decided.map((one) => paid(one).insurer)).toEqual([6_000, 4_000]);
  });

  it('shows its fullest window with the date in it', () => {
    const plan = rolling(10, 10_000);
    const orders = [
      ['2026-06-01', 1_000],
      ['2026-06-12', 3_000],
      ['2026-06-08', 500],
    ] as const;
    const last = decideInTurn(
      plan,
      orders.map(([date, amount]) => orderOf(amount, onDate(date))),
    ).at(-1);
    expect(last?.decision.accumulators).toEqual([
      {
        accumulatorId: expect.stringMatching(/^insurer\/plan\/rolling\/D2026-06-\d\d$/) as string,
        ...{ limitId: 'rolling', coverageId: 'cov', scope: 'member', measure: 'amount', max: 10_000 },
        ...{ used: 3_500, held: 0, remaining: 6_500 },
        period: { from: '2026-06-08', to: '2026-06-17' },
      },
    ]);
  });

  it('leaves its maximum less the fullest window, by every window in turn', () => {
    const usage = fc.array(fc.record({ day: fc.integer({ min: -20, max: 20 }), used: fc.nat(50), held: fc.nat(20) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(usage, fc.integer({ min: 1, max: 15 }), (days, length) => {
        const date = '2026-03-01';
        const balances = new Map<string, Balance>();
        for (const { day, used, held } of days)
          balances.set(`insurer/plan/rolling/D${addDays(date, day)}`, { used, held });
        const total = (from: number) =>
          [...balances].reduce((sum, [id, { used, held }]) => {
            const day = dayNumber(id.slice(-10));
            return day >= from && day < from + length ? sum + used + held : sum;
          }, 0);
        const windows = Array.from({ length }, (_, back) => total(dayNumber(date) - back));
        const { decision } = decide(rolling(length, 1_000), orderOf(9_999, onDate(date)), { balances });
        expect(decision.totals.insurer).toBe(Math.max(0, 1_000 - Math.max(...windows)));
      }),
      { numRuns: 2_000 },
    );
  });
});
