import { describe, expect, it } from 'vitest';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { ReturnedLine, ReversalFact } from '../../lambdas/domain/later-fact.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { returnOf } from '../../lambdas/domain/order-return.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { decide, limitOf, orderOf, planWith } from './builders.ts';
import { byLimit, captureFact, decisionFact, reversalFact, stateOf, units } from './posted-facts.ts';

const back = (quantity: number, lineNo = 1): ReturnedLine => ({ lineNo, quantity: units(quantity) });
const decided = (plan: Plan, order: Order, type: 'settlement' | 'authorization'): OrderFact[] => [
  decisionFact(decide(plan, order), order, type),
];
const paidBack = ({ lines }: Pick<ReversalFact, 'lines'>) =>
  lines.flatMap(({ insurer, patient }) => [insurer, patient]);

const seventyPercent = planWith({ coinsuranceBps: 3_000 }, { limits: [limitOf('year', 100_000)] });

describe('returns', () => {
  it('of one each close 3 x 33.33 paid 69.99 to zero', () => {
    const facts = decided(seventyPercent, orderOf({ amount: 9_999, quantity: 3 }), 'settlement');
    const all = [1, 2, 3].map(() => {
      const reversal = reversalFact(facts, [back(1)]);
      facts.push(reversal);
      return [...paidBack(reversal), byLimit(reversal.draws), stateOf(facts).status];
    });
    expect(all).toEqual([
      [2_333, 1_000, { year: 2_333 }, 'partially-reversed'],
      [2_333, 1_000, { year: 2_333 }, 'partially-reversed'],
      [2_333, 1_000, { year: 2_333 }, 'reversed'],
    ]);
    expect([stateOf(facts).used, stateOf(facts).refundable]).toEqual([[], []]);
  });

  it('before the final capture end the authorization and release the rest', () => {
    const facts = decided(seventyPercent, orderOf({ amount: 10_000, quantity: 4 }), 'authorization');
    facts.push(captureFact(facts, [{ lineNo: 1, quantity: units(2), amount: 5_000 }]));
    expect([byLimit(stateOf(facts).used), byLimit(stateOf(facts).held)]).toEqual([{ year: 3_500 }, { year: 3_500 }]);
    const reversal = reversalFact(facts, [back(1)]);
    expect(reversal.lines).toMatchObject([{ insurer: 1_750, patient: 750, shares: [{ amount: 1_750 }] }]);
    facts.push(reversal);
    expect(stateOf(facts)).toMatchObject({
      ...{ status: 'partially-reversed', authorization: 'voided', held: [] },
      refundable: [{ lineNo: 1, quantity: units(1), insurer: 1_750, patient: 750 }],
    });
    expect(byLimit(stateOf(facts).used)).toEqual({ year: 1_750 });
  });

  it('of the whole give back all that is left', () => {
    const facts = decided(seventyPercent, orderOf([{ amount: 999, quantity: 3 }, 500]), 'settlement');
    facts.push(reversalFact(facts, [back(1)]));
    const rest = reversalFact(facts, undefined);
    expect(rest.lines.map(({ lineNo, quantity }) => [lineNo, quantity])).toEqual([
      [1, units(2)],
      [2, units(1)],
    ]);
    facts.push(rest);
    expect(stateOf(facts)).toMatchObject({ status: 'reversed', used: [], refundable: [] });
    expect(returnOf(stateOf(facts), undefined)).toEqual({ lines: [], draws: [] });
  });

  it.each<[string, readonly ReturnedLine[], object]>([
    ['more than is left of a line', [back(2.0001)], { path: 'lines[0].quantity', left: units(2) }],
    ['a line that the order has not', [back(1), back(1, 9)], { path: 'lines[1].lineNo', left: 0 }],
  ])('refuse %s', (_, asked, fault) => {
    const facts = decided(seventyPercent, orderOf({ amount: 1_000, quantity: 3 }), 'settlement');
    facts.push(reversalFact(facts, [back(1)]));
    expect(returnOf(stateOf(facts), asked)).toMatchObject({ faults: [{ kind: 'exceeds-settled', ...fault }] });
  });

  it('refuse a line that is only held, and one that a closed authorization has not captured', () => {
    const facts = decided(seventyPercent, orderOf([500, 500]), 'authorization');
    facts.push(captureFact(facts, [{ lineNo: 1, quantity: undefined, amount: 500 }]));
    const kindOf = () => returnOf(stateOf(facts), [back(1, 2)]);
    expect(kindOf()).toMatchObject({ faults: [{ path: 'lines[0].lineNo', kind: 'not-settled' }] });
    facts.push(captureFact(facts, [], true));
    expect(kindOf()).toMatchObject({ faults: [{ path: 'lines[0].quantity', kind: 'exceeds-settled', left: 0 }] });
  });

  it('give a count back when nothing under it stays paid, on whichever line', () => {
    const plan = planWith({}, { limits: [limitOf('orders', 9, { measure: 'count' })] });
    const facts = decided(plan, orderOf([500, { amount: 500, quantity: 2 }]), 'settlement');
    const counts = [back(1), back(1, 2), back(1, 2)].map((one) => {
      facts.push(reversalFact(facts, [one]));
      return byLimit(stateOf(facts).used);
    });
    expect(counts).toEqual([{ orders: 1 }, { orders: 1 }, {}]);
  });
});
