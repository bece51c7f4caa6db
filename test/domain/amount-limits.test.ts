import { describe, expect, it } from 'vitest';
import type { Limit } from '../../lambdas/domain/plan.ts';
import {
  benefitOf,
  candidateOf,
  decide,
  decideInTurn,
  limitOf,
  onDate,
  orderOf,
  paid,
  pays,
  planOf,
  planWith,
} from './builders.ts';

const limited = (...limits: Limit[]) => planWith({ limits });
const inTurn = (plan: ReturnType<typeof planOf>, orders: readonly (readonly [date: string, amount: number])[]) =>
  decideInTurn(
    plan,
    orders.map(([date, amount]) => orderOf(amount, onDate(date))),
  ).map((one) => paid(one).reasons);

describe('a limit that reduces pays only what is left of it', () => {
  it.each([
    ['line', 'L504', [1_000, 1_000], 'L504 400 | L504 400'],
    ['order', 'L504', [1_000, 1_000], 'L504 400 | L504 1000'],
    ['day', 'L505', [500, 1_000], ' | L505 900'],
    ['month', 'L505', [600, 1], ' | L505 1'],
    ['year', 'L505', [601], 'L505 1'],
    [{ rollingDays: 7 }, 'L505', [700], 'L505 100'],
    ['lifetime', 'L506', [700, 700], 'L506 100 | L506 700'],
  ] as const)('per %j (%s)', (per, _, amounts, reasons) => {
    expect(paid(decide(limited(limitOf('limit', 600, { per })), orderOf(amounts))).reasons).toBe(reasons);
  });

  it.each([
    [
      'day',
      [
        ['2026-06-15', 1_000],
        ['2026-06-15', 1],
        ['2026-06-16', 1],
      ],
      ['', 'L505 1', ''],
    ],
    [
      'month',
      [
        ['2024-02-01', 1_000],
        ['2024-02-29', 1],
        ['2024-03-01', 1],
      ],
      ['', 'L505 1', ''],
    ],
    [
      'year',
      [
        ['2026-01-01', 1_000],
        ['2026-12-31', 1],
        ['2027-01-01', 1],
        ['2025-12-31', 1],
      ],
      ['', 'L505 1', '', ''],
    ],
    [
      'lifetime',
      [
        ['2024-01-01', 1_000],
        ['2030-01-01', 1],
      ],
      ['', 'L506 1'],
    ],
    [
      'order',
      [
        ['2026-06-15', 1_001],
        ['2026-06-15', 1_001],
      ],
      ['L504 1', 'L504 1'],
    ],
  ] as const)('and begins anew with its %s, by service date', (per, orders, reasons) => {
    expect(inTurn(limited(limitOf('limit', 1_000, { per })), orders)).toEqual(reasons);
  });

  it('per year of the coverage where the plan says so', () => {
    const plan = planWith({ limits: [limitOf('year', 1_000)] }, { year: 'coverage' });
    const orders = ['2025-02-27', '2025-02-28', '2026-02-27', '2026-02-28'].map((date) => orderOf(1_000, onDate(date)));
    const candidates = [candidateOf(plan, { from: '2024-02-29' })];
    expect(decideInTurn(plan, orders, { candidates }).map((one) => paid(one).reasons)).toEqual([
      '',
      '',
      'L505 1000',
      '',
    ]);
  });

  it('at midnight in Shanghai', () => {
    const plan = limited(limitOf('day', 1_000, { per: 'day' }));
    const orders = ['2026-06-15T15:59:59Z', '2026-06-15T16:00:00Z', '2026-06-15T15:59:59.999Z'].map((serviceAt) =>
      orderOf(1_000, { serviceAt }),
    );
    expect(decideInTurn(plan, orders).map((one) => paid(one).reasons)).toEqual(['', '', 'L505 1000']);
  });

  it('of nothing at all', () => {
    expect(paid(decide(limited(limitOf('year', 0)), orderOf(5)))).toEqual(pays(0, 5, 'L505 5'));
  });
});

describe('several limits', () => {
  it('apply in the order of the benefit, then the plan; each takes from what the one before left', () => {
    const plan = planWith(
      { limits: [limitOf('a', 800), limitOf('b', 500, { per: 'order' })] },
      { limits: [limitOf('c', 300, { per: 'lifetime' })] },
    );
    expect(paid(decide(plan, orderOf(1_000)))).toEqual(pays(300, 700, 'L505 200, L504 300, L506 200'));
  });

  it('each are used by what the line was finally paid', () => {
    const plan = planWith({ limits: [limitOf('a', 800)] }, { limits: [limitOf('c', 300)] });
    const { decision, draws } = decide(plan, orderOf([1_000, 1_000]));
    expect(decision.accumulators.map(({ limitId, used }) => [limitId, used])).toEqual([
      ['a', 300],
      ['c', 300],
    ]);
    expect(draws[1]).toEqual([]);
  });

  it('say what is left of them when the line is done with all', () => {
    const plan = planWith({ limits: [limitOf('a', 800)] }, { limits: [limitOf('c', 300)] });
    const { decision } = decide(plan, orderOf(1_000));
    expect(decision.lines[0]?.reasons.map(({ figures }) => figures)).toEqual([
      ['year', 500, '2026-12-31'],
      ['year', 0, '2026-12-31'],
    ]);
  });

  it('of a plan are shared by its benefits', () => {
    const benefits = [benefitOf({ benefitId: 'tests', covers: { categories: ['test'], items: 'any' } }), benefitOf()];
    const plan = planOf({ benefits, limits: [limitOf('plan', 1_000)] });
    expect(paid(decide(plan, orderOf([{ amount: 700, category: 'test' }, 700])))).toEqual(
      pays(1_000, 400, ' | L505 400'),
    );
  });

  it('give back no deductible, copay or out-of-pocket', () => {
    const plan = planWith(
      { coinsuranceBps: 5_000, limits: [limitOf('year', 100)] },
      { outOfPocketMax: { amount: 600, per: 'year', scope: 'member' } },
    );
    const [first, second] = decideInTurn(plan, [orderOf(1_000), orderOf(1_000)]);
    expect(first && paid(first)).toEqual(pays(100, 900, 'L502 500, L505 400'));
    expect(second && paid(second)).toEqual(pays(0, 1_000, 'L502 500, L513 -400, L505 900'));
  });

  it('a maximum lowered by a new version leaves nothing', () => {
    const [before] = decideInTurn(limited(limitOf('year', 1_000)), [orderOf(600)]);
    const draws = [...(before?.draws.values() ?? [])].flat();
    const balances = new Map(draws.map(({ accumulatorId, amount }) => [accumulatorId, { used: amount, held: 0 }]));
    const after = decide(limited(limitOf('year', 500)), orderOf(100), { balances });
    expect(paid(after)).toEqual(pays(0, 100, 'L505 100'));
    expect(after.decision.accumulators).toMatchObject([{ max: 500, used: 600, remaining: 0 }]);
  });

  it('what is held is not left', () => {
    const balances = new Map([['insurer/plan/year/Y2026-01-01', { used: 300, held: 500 }]]);
    const decided = decide(limited(limitOf('year', 1_000)), orderOf(1_000), { balances });
    expect(paid(decided)).toEqual(pays(200, 800, 'L505 800'));
    expect(decided.decision.accumulators).toMatchObject([{ used: 500, held: 500, remaining: 0 }]);
  });
});
