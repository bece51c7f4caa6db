import { describe, expect, it } from 'vitest';
import type { Benefit, Plan } from '../../lambdas/domain/plan.ts';
import {
  accumulatorId,
  candidateOf,
  decide,
  decideInTurn,
  deductibleOf,
  limitOf,
  onDate,
  orderOf,
  paid,
  pays,
  planOf,
  planWith,
} from './builders.ts';

/** The worked examples of docs/plans.md, section 3, of which this release can tell. */
describe('worked examples', () => {
  const used = (limitId: string, amount: number) =>
    new Map([[accumulatorId('insurer', 'plan', limitId, 'Y2026-01-01'), { used: amount, held: 0 }]]);
  // deductible left 30.00, out-of-pocket left 70.00
  const sharing = (benefit: Partial<Benefit>): Plan =>
    planWith(benefit, { deductible: deductibleOf(10_000), outOfPocketMax: deductibleOf(20_000) });
  const balances = new Map([...used('deductible', 7_000), ...used('out-of-pocket', 13_000)]);

  it.each<[string, Partial<Benefit>, ReturnType<typeof pays>]>([
    ['co-insurance 40 %', { coinsuranceBps: 4_000 }, pays(4_200, 5_800, 'L501 3000, L502 2800')],
    [
      'co-insurance 40 %, at least 40.00',
      { coinsuranceBps: 4_000, coinsuranceMin: 4_000 },
      pays(3_000, 7_000, 'L501 3000, L502 4000'),
    ],
    ['copay 50.00', { copay: { per: 'line', amount: 5_000 } }, pays(3_000, 7_000, 'L501 3000, L503 5000, L513 -1000')],
  ])('%s, deductible left 30.00, out-of-pocket left 70.00', (_, benefit, expected) => {
    expect(paid(decide(sharing(benefit), orderOf(10_000), { balances }))).toEqual(expected);
  });

  it('network discount 20 %, then co-insurance 10 %', () => {
    const plan = planWith({ networkDiscountBps: 2_000, coinsuranceBps: 1_000 });
    expect(paid(decide(plan, orderOf(450_000)))).toEqual(pays(324_000, 36_000, 'A801 90000, L502 36000', 90_000));
  });

  it('year limit 500.00, 480.00 used, two orders of 15.00: 20.00 in all', () => {
    const plan = planOf({ limits: [limitOf('plan-year', 50_000)] });
    const both = decideInTurn(plan, [orderOf(1_500), orderOf(1_500)], { balances: used('plan-year', 48_000) });
    expect(both.map(paid)).toEqual([pays(1_500, 0, ''), pays(500, 1_000, 'L505 1000')]);
  });

  it('deductible 100.00, cover 100 %: 80.00 is all deductible, and 20.00 of it is left', () => {
    const { decision } = decide(planOf({ deductible: deductibleOf(10_000) }), orderOf(8_000));
    expect([decision.outcome, decision.refused, decision.totals.insurer, decision.totals.patient]).toEqual([
      'declined',
      false,
      0,
      8_000,
    ]);
    expect(decision.accumulators).toMatchObject([
      { limitId: 'deductible', max: 10_000, used: 8_000, remaining: 2_000 },
    ]);
  });

  it('waiting 90 days, coverage from 2024-09-01, service 2024-10-15', () => {
    const plan = planOf({ waitingDays: 90 });
    const candidates = [candidateOf(plan, { from: '2024-09-01' })];
    const { decision } = decide(plan, orderOf(5_000, onDate('2024-10-15')), { candidates });
    expect(decision.lines[0]).toMatchObject({
      insurer: 0,
      patient: 5_000,
      reasons: [{ code: 'E107', amount: 5_000, firstDate: '2024-11-30' }],
    });
  });
});
