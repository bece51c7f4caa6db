import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Benefit } from '../../lambdas/domain/plan.ts';
import { benefitOf, candidateOf, decide, decideInTurn, deductibleOf, limitOf } from './builders.ts';
import { orderOf, paid, pays, planOf, planWith } from './builders.ts';

const paidBy = (benefit: Partial<Benefit>, lines: Parameters<typeof orderOf>[0], over: Partial<Order> = {}) =>
  paid(decide(planWith(benefit), orderOf(lines, over)));

describe('step 4, the deductible (L501)', () => {
  const plan = planOf({ deductible: deductibleOf(1_000), benefits: [benefitOf({ coinsuranceBps: 5_000 })] });

  it('is taken line by line until used up, before the co-insurance', () => {
    expect(paid(decide(plan, orderOf([700, 700])))).toEqual(pays(200, 1_200, 'L501 700 | L501 300, L502 200'));
  });

  it('is used by orders of its year only', () => {
    const orders = ['2026-12-31', '2026-01-01', '2027-01-01'].map((day) =>
      orderOf(1_000, { serviceAt: `${day}T00:00:00+08:00` }),
    );
    expect(decideInTurn(plan, orders).map((one) => paid(one).reasons)).toEqual(['L501 1000', 'L502 500', 'L501 1000']);
  });

  it('is waived by a benefit that says so', () => {
    const waived = planWith({ deductible: 'waived' }, { deductible: deductibleOf(1_000) });
    expect(paid(decide(waived, orderOf(700)))).toEqual(pays(700, 0, ''));
  });
});

describe('step 5, the copay (L503)', () => {
  it('per line is taken from each, never more than it', () => {
    expect(paidBy({ copay: { per: 'line', amount: 500 } }, [300, 5_000])).toEqual(
      pays(4_500, 800, 'L503 300 | L503 500'),
    );
  });

  it('per order is one amount, taken from its lines in turn', () => {
    expect(paidBy({ copay: { per: 'order', amount: 500 } }, [300, 5_000, 100])).toEqual(
      pays(4_900, 500, 'L503 300 | L503 200 | '),
    );
  });

  it('per order is one amount for each benefit', () => {
    const copay = { per: 'order', amount: 500 } as const;
    const benefits = [
      benefitOf({ benefitId: 'a', covers: { categories: ['test'], items: 'any' }, copay }),
      benefitOf({ benefitId: 'b', copay }),
    ];
    const lines = [{ amount: 400 }, { amount: 400, category: 'test' }, { amount: 400 }] as const;
    expect(paid(decide(planOf({ benefits }), orderOf(lines))).reasons).toBe('L503 400 | L503 400 | L503 100');
  });

  it('of a refused line is not used', () => {
    const benefit = { copay: { per: 'order', amount: 500 }, covers: { items: { codes: ['C-1'] } } } as const;
    expect(paidBy(benefit, [{ amount: 400, code: 'X' }, { amount: 800 }]).reasons).toBe('C301 400 | L503 500');
  });
});

describe('step 6, the co-insurance (L502)', () => {
  it.each<[Partial<Benefit>, number, number]>([
    [{ coinsuranceBps: 1_000 }, 45, 5],
    [{ coinsuranceBps: 1_000 }, 44, 4],
    [{ coinsuranceBps: 1_000, coinsuranceMin: 100 }, 500, 100],
    [{ coinsuranceBps: 1_000, coinsuranceMin: 100 }, 60, 60],
    [{ coinsuranceBps: 5_000, coinsuranceMax: 200 }, 500, 200],
    [{ coinsuranceBps: 5_000, coinsuranceMin: 300, coinsuranceMax: 300 }, 10_000, 300],
    [{ coinsuranceBps: 10_000 }, 999, 999],
  ])('%j of %i is %i', (benefit, amount, share) => {
    expect(paidBy(benefit, amount)).toEqual(pays(amount - share, share, `L502 ${share}`));
  });

  it('is of what deductible and copay left, each line by itself', () => {
    const benefit = { coinsuranceBps: 2_000, copay: { per: 'order', amount: 50 } } as const;
    expect(paidBy(benefit, [102, 102])).toEqual(pays(124, 80, 'L503 50, L502 10 | L502 20'));
  });
});

describe('step 7, the out-of-pocket maximum (L513)', () => {
  const plan = (over: object = {}) =>
    planWith({ coinsuranceBps: 5_000, ...over }, { deductible: deductibleOf(500), outOfPocketMax: deductibleOf(800) });

  it('bounds deductible, copay and co-insurance of all lines together', () => {
    expect(paid(decide(plan(), orderOf([1_000, 1_000])))).toEqual(
      pays(1_200, 800, 'L501 500, L502 250 | L502 500, L513 -450'),
    );
  });

  it('is used by what the patient carries of them; the deductible by all of step 4', () => {
    const tight = planOf({ deductible: deductibleOf(1_000), outOfPocketMax: deductibleOf(300) });
    const decided = decide(tight, orderOf(900));
    expect(paid(decided)).toEqual(pays(600, 300, 'L501 900, L513 -600'));
    expect(decided.draws[0]).toEqual([
      { accumulatorId: 'insurer/plan/deductible/Y2026-01-01', amount: 900 },
      { accumulatorId: 'insurer/plan/out-of-pocket/Y2026-01-01', amount: 300 },
    ]);
  });

  it('neither counts nor bounds trims, price excess, limits and unused national insurance', () => {
    const full = planWith(
      { priceCap: { perUnit: 600 }, limits: [limitOf('units', 1, { measure: 'quantity' }), limitOf('year', 100)] },
      { outOfPocketMax: deductibleOf(10), nationalInsurance: { rateIfUnusedBps: 5_000 } },
    );
    const decided = decide(full, orderOf({ amount: 2_000, quantity: 2 }), {
      candidates: [candidateOf(full, { nationalInsurance: true })],
    });
    expect(paid(decided)).toEqual(pays(100, 1_900, 'L508 1000, C305 400, B601 300, L505 200'));
    expect(decided.decision.accumulators.find(({ limitId }) => limitId === 'out-of-pocket')?.used).toBe(0);
  });
});
