import { describe, expect, it } from 'vitest';
import type { Balances } from '../../lambdas/domain/accumulator.ts';
import type { Limit } from '../../lambdas/domain/plan.ts';
import { reasonText } from '../../lambdas/domain/reason-text.ts';
import type { Circumstances } from './builders.ts';
import { benefitOf, candidateOf, decide, limitOf, orderOf, paid, pays, planOf, planWith } from './builders.ts';

const POOL: Pick<Limit, 'scope'> = { scope: { pool: 'charity' } };
const poolLimit = (limitId: string, max: number, over: Partial<Limit> = {}): Limit =>
  limitOf(limitId, max, { ...POOL, ...over });
const budget = (left: number): Circumstances => ({ pools: new Map([['charity', left]]) });
const standing = (period: string, used: number): Balances =>
  new Map([[`insurer/plan/aid/${period}@P:charity`, { used, held: 0 }]]);

const drawsOf = (decided: ReturnType<typeof decide>) =>
  [...decided.draws.values()].flat().map(({ accumulatorId, amount }) => `${accumulatorId} ${amount}`);

describe('a limit of a pool (L511)', () => {
  const plan = planOf({ limits: [poolLimit('aid', 10_000)] });

  it.each([
    ['what its maximum leaves', { balances: standing('Y2026-01-01', 9_000), ...budget(50_000) }, 1_000],
    ['what the budget leaves', { balances: standing('Y2026-01-01', 0), ...budget(700) }, 700],
    ['nothing where the pool is not known', {}, 0],
    ['nothing where the budget is overdrawn', budget(-5), 0],
    ['all of it where both leave enough', budget(4_500), 4_500],
  ] as const)('pays %s', (_, circumstances, insurer) => {
    const decided = decide(plan, orderOf(4_500), circumstances);
    const short = 4_500 - insurer;
    expect(paid(decided)).toEqual(pays(insurer, short, short === 0 ? '' : `L511 ${short}`));
  });

  it('is counted by the calendar year and by the pool, and shows the less of both as remaining', () => {
    const ofCoverageYear = planOf({ year: 'coverage', limits: [poolLimit('aid', 10_000)] });
    const candidates = [candidateOf(ofCoverageYear, { from: '2024-03-01' })];
    const decided = decide(ofCoverageYear, orderOf(4_500), { candidates, ...budget(5_000) });
    expect(drawsOf(decided)).toEqual([
      'insurer/plan/aid/Y2026-01-01@P:charity 4500',
      'insurer//budget/L@P:charity 4500',
    ]);
    expect(decided.decision.accumulators).toEqual([
      {
        accumulatorId: 'insurer/plan/aid/Y2026-01-01@P:charity',
        ...{ limitId: 'aid', coverageId: 'cov', scope: 'pool', measure: 'amount', max: 10_000 },
        ...{ used: 4_500, held: 0, remaining: 500, period: { from: '2026-01-01', to: '2026-12-31' } },
      },
    ]);
  });
});

describe('a line draws on a pool once', () => {
  it('however many limits name it, of whatever period', () => {
    const plan = planWith(
      { limits: [poolLimit('aid-month', 9_000, { per: 'month' }), poolLimit('aid-order', 8_000, { per: 'order' })] },
      { limits: [poolLimit('aid', 10_000)] },
    );
    const decided = decide(plan, orderOf([3_000, 3_000]), budget(6_500));
    expect(paid(decided)).toEqual(pays(6_000, 0, ' | '));
    expect(drawsOf(decided)).toEqual([
      'insurer/plan/aid-month/M2026-06@P:charity 3000',
      'insurer/plan/aid/Y2026-01-01@P:charity 3000',
      'insurer//budget/L@P:charity 3000',
      'insurer/plan/aid-month/M2026-06@P:charity 3000',
      'insurer/plan/aid/Y2026-01-01@P:charity 3000',
      'insurer//budget/L@P:charity 3000',
    ]);
  });

  it('and a later line sees what an earlier one took from the budget, under another limit too', () => {
    const [consult, drug] = (['consult', 'test'] as const).map((category) =>
      benefitOf({
        benefitId: category,
        covers: { categories: [category], items: 'any' },
        limits: [poolLimit(category, 9_000)],
      }),
    );
    const plan = planOf({ benefits: [consult, drug].filter((one) => one !== undefined) });
    const decided = decide(plan, orderOf([3_000, { category: 'test', amount: 3_000 }]), budget(4_000));
    expect(paid(decided)).toEqual(pays(4_000, 2_000, ' | L511 2000'));
  });
});

describe('pools and other rules', () => {
  it('a pool limit that rejects pays nothing for lines that exceed together what the budget leaves', () => {
    const plan = planOf({ limits: [poolLimit('aid', 10_000, { onExceed: 'reject' })] });
    expect(paid(decide(plan, orderOf([3_000, 3_000]), budget(5_999)))).toEqual(pays(0, 6_000, 'L511 3000 | L511 3000'));
    expect(paid(decide(plan, orderOf([3_000, 3_000]), budget(6_000)))).toEqual(pays(6_000, 0, ' | '));
  });

  it('a count of a pool is reached by everybody together, and takes nothing from the budget', () => {
    const plan = planOf({ limits: [poolLimit('aid', 5, { measure: 'count' })] });
    const reached = decide(plan, orderOf(4_500), { balances: standing('Y2026-01-01', 5), ...budget(0) });
    expect(paid(reached).reasons).toBe('L507 4500');
    const open = decide(plan, orderOf(4_500), { balances: standing('Y2026-01-01', 4), ...budget(0) });
    expect(paid(open)).toEqual(pays(4_500, 0, ''));
    expect(drawsOf(open)).toEqual(['insurer/plan/aid/Y2026-01-01@P:charity 1']);
  });

  it('two coverages that pay from one pool share its budget', () => {
    const plan = planWith({ coinsuranceBps: 5_000 }, { limits: [poolLimit('aid', 10_000)] });
    const candidates = [candidateOf(plan), candidateOf(plan, { coverageId: 'second', priority: 200 })];
    const decided = decide(plan, orderOf(4_000), { candidates, ...budget(2_500) });
    expect(paid(decided)).toEqual(pays(2_500, 1_500, 'L502 2000, B606 -500'));
  });
});

describe('what a limit says of others who use it', () => {
  const textOf = (decided: ReturnType<typeof decide>) => {
    const [reason] = decided.decision.lines[0]?.reasons ?? [];
    return reason && reasonText(reason).zh;
  };
  const plan = (over: Partial<Limit>) => planOf({ limits: [limitOf('aid', 10_000, over)] });

  it.each([
    ['a pool whose budget leaves less', plan(POOL), budget(700), '超出团体或公益预算 38.00 元，预算剩余 0 元'],
    [
      'a pool whose budget leaves less than a line may take',
      plan({ ...POOL, per: 'line' }),
      budget(700),
      '超出团体或公益预算 38.00 元，预算剩余 0 元',
    ],
    [
      'a pool whose own maximum leaves less',
      plan(POOL),
      { balances: standing('Y2026-01-01', 9_000), ...budget(50_000) },
      '本次超出团体共享年度限额 35.00 元，剩余额度 0 元，2027-01-01 恢复',
    ],
    [
      'a budget that leaves too little for one that rejects',
      plan({ ...POOL, onExceed: 'reject' }),
      budget(700),
      '团体或公益预算仅剩 7.00 元，45.00 元不予支付',
    ],
    [
      'a family',
      plan({ scope: 'family', max: 1_000 }),
      {},
      '本次超出家庭共享年度限额 35.00 元，剩余额度 0 元，2027-01-01 恢复',
    ],
  ] as const)('%s', (_, document, circumstances, text) => {
    expect(textOf(decide(document, orderOf(4_500), circumstances))).toBe(text);
  });
});
