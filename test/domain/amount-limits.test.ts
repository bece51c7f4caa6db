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
    expect(draws.get(2)).toEqual([]);
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

describe('what a line takes from the limits (E)', () => {
  it('amount what the insurer paid, count one an order, quantity what was kept', () => {
    const plan = limited(
      limitOf('fen', 5_000),
      limitOf('orders', 9, { measure: 'count', per: 'month' }),
      limitOf('units', 4, { measure: 'quantity', per: 'lifetime' }),
    );
    const { draws } = decide(
      plan,
      orderOf([
        { amount: 900, quantity: 3 },
        { amount: 900, quantity: 3 },
      ]),
    );
    expect(
      [...draws.values()].map((all) =>
        all.map((draw) => `${draw.accumulatorId.split('/').slice(2).join(' ')} ${draw.amount}`),
      ),
    ).toEqual([
      ['fen Y2026-01-01 900', 'orders M2026-06 1', 'units L 30000'],
      ['fen Y2026-01-01 300', 'units L 10000'],
    ]);
  });

  it('a refused line nothing, neither limit nor deductible', () => {
    const plan = planWith(
      { covers: { items: { codes: ['C-1'] } } },
      { deductible: { amount: 100, per: 'year', scope: 'member' } },
    );
    const { draws } = decide(plan, orderOf([{ amount: 900, code: 'X' }, { amount: 900 }]));
    expect([draws.get(1), draws.get(2)]).toEqual([
      [],
      [{ accumulatorId: 'insurer/plan/deductible/Y2026-01-01', amount: 100 }],
    ]);
  });
});
