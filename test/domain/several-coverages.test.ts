import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { benefitOf, candidateOf, decide, limitOf, orderOf, paid, pays, planOf, planWith } from './builders.ts';

const plans = (...all: readonly Plan[]) =>
  all.map((plan, i) => candidateOf({ ...plan, planId: `p${i}` }, { coverageId: `c${i}`, insurerId: `i${i}` }));
const decideWith = (
  candidates: ReturnType<typeof plans>,
  lines: Parameters<typeof orderOf>[0],
  over: Parameters<typeof orderOf>[1] = {},
) => decide(planOf(), orderOf(lines, over), { candidates });

describe('several coverages', () => {
  it('the next pays what the one before left to the patient (B606)', () => {
    const decided = decideWith(plans(planWith({ coinsuranceBps: 2_000 }), planOf()), 10_000);
    expect(paid(decided)).toEqual(pays(10_000, 0, 'L502 2000, B606 -2000'));
    const shares = [
      { coverageId: 'c0', insurerId: 'i0', amount: 8_000 },
      { coverageId: 'c1', insurerId: 'i1', amount: 2_000 },
    ];
    expect([decided.decision.shares, decided.decision.lines[0]?.shares]).toEqual([shares, shares]);
    expect(decided.decision).toMatchObject({ coverageId: 'c0', insurerId: 'i0', plan: { planId: 'p0', version: 1 } });
  });

  it('the first gives benefit and reasons also when it pays nothing, and is in no share then', () => {
    const decided = decideWith(
      plans(planOf({ network: [] }), planWith({ benefitId: 'second', coinsuranceBps: 5_000 })),
      1_000,
    );
    expect(paid(decided)).toEqual(pays(500, 500, 'P201 1000, B606 -500'));
    expect(decided.decision).toMatchObject({
      coverageId: 'c0',
      refused: false,
      outcome: 'partial',
      shares: [{ coverageId: 'c1', amount: 500 }],
    });
    expect(decided.decision.lines[0]?.benefitId).toBe('all');
  });

  it('the first has no benefit for a line that the second pays', () => {
    const decided = decideWith(plans(planWith({ covers: { categories: ['test'], items: 'any' } }), planOf()), 1_000);
    expect([paid(decided), decided.decision.lines[0]?.benefitId]).toEqual([
      pays(1_000, 0, 'C301 1000, B606 -1000'),
      null,
    ]);
  });

  it('all write-offs add up', () => {
    const both = plans(
      planWith({ networkDiscountBps: 1_000, coinsuranceBps: 5_000 }),
      planWith({ networkDiscountBps: 2_000 }),
    );
    // 1000: 100 off, 450 paid, 450 left; of these 90 off, 360 paid
    expect(paid(decideWith(both, 1_000))).toEqual(pays(810, 0, 'A801 100, L502 450, B606 -360', 190));
  });

  it('what earlier payers and coverages paid counts toward the price cap of the next', () => {
    const both = plans(planWith({ coinsuranceBps: 5_000 }), planWith({ priceCap: { perUnit: 800 } }));
    const priorPayments = [{ payer: 'national-insurance', lineNo: 1, amount: 200 }];
    // 200 before, 400 by the first, so 200 of the cap are left
    expect(paid(decideWith(both, 1_000, { priorPayments }))).toEqual(pays(600, 200, 'L502 400, B606 -200'));
  });

  it('pay by priority, then by their beginning, then by number', () => {
    const order = (coverages: readonly Partial<Coverage>[]) =>
      decideWith(
        coverages.map((coverage) => candidateOf(planWith({ coinsuranceBps: 5_000 }), coverage)),
        1_000,
      ).decision.shares.map(({ coverageId }) => coverageId);
    const [a, b, c, d] = [
      { coverageId: 'a', priority: 200, from: '2020-01-01' },
      { coverageId: 'b', priority: 100, from: '2021-01-01' },
      { coverageId: 'c', priority: 100, from: '2020-06-01' },
      { coverageId: 'd', priority: 100, from: '2020-06-01' },
    ];
    expect(order([a, b, d, c])).toEqual(['c', 'd', 'b', 'a']);
    expect(order([d, c, b, a])).toEqual(['c', 'd', 'b', 'a']);
  });

  it('of one plan share its limits and count an order once', () => {
    const plan = planWith({
      coinsuranceBps: 5_000,
      limits: [limitOf('year', 600), limitOf('orders', 1, { measure: 'count' })],
    });
    const candidates = [candidateOf(plan, { coverageId: 'a' }), candidateOf(plan, { coverageId: 'b' })];
    const decided = decideWith(candidates, 1_000);
    expect(paid(decided)).toEqual(pays(600, 400, 'L502 500, B606 -100')); // 500, then 250, of which the limit leaves 100
    const counted = [...decided.draws.values()]
      .flat()
      .filter(({ accumulatorId }) => accumulatorId.includes('/orders/'));
    expect(counted.map(({ amount }) => amount)).toEqual([1, 0]);
    expect(decided.decision.accumulators.map(({ limitId, coverageId, used }) => [limitId, coverageId, used])).toEqual([
      ['year', 'a', 600],
      ['orders', 'a', 1],
      ['year', 'b', 600],
      ['orders', 'b', 1],
    ]);
  });

  it('of two insurers with the same plan and limit numbers share nothing', () => {
    const plan = planWith({ limits: [limitOf('year', 600)] });
    const candidates = [
      candidateOf(plan, { coverageId: 'a', insurerId: 'x' }),
      candidateOf(plan, { coverageId: 'b', insurerId: 'y' }),
    ];
    expect(paid(decideWith(candidates, 1_000))).toEqual(pays(1_000, 0, 'L505 400, B606 -400'));
  });

  it('the order is refused where every line is refused by all of them', () => {
    const none = planOf({ network: [] });
    const { decision, draws } = decideWith(plans(none, planWith({ waitingDays: 9_999 })), [300, 400]);
    expect([
      decision.refused,
      draws.length,
      decision.lines.map(({ reasons }) => reasons.map(({ code }) => code)),
    ]).toEqual([true, 0, [['P201'], ['P201']]]);
  });

  it('each has a copay an order of its own', () => {
    const copayOf = (amount: number) => planOf({ benefits: [benefitOf({ copay: { per: 'order', amount } })] });
    // the second is asked for the 100 that the first left, and takes its own 60 from it
    expect(paid(decideWith(plans(copayOf(100), copayOf(60)), [1_000, 1_000]))).toEqual(
      pays(1_940, 60, 'L503 100, B606 -40 | '),
    );
  });
});
