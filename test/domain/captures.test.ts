import { describe, expect, it } from 'vitest';
import { captureOf } from '../../lambdas/domain/capture.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { AskedLine, CaptureFact } from '../../lambdas/domain/later-fact.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { decide, deductibleOf, limitOf, orderOf, planOf, planWith } from './builders.ts';
import { byLimit, captureFact, decisionFact, stateOf, units, voidFact } from './posted-facts.ts';

const authorized = (plan: Plan, order: Order): OrderFact[] => [
  decisionFact(decide(plan, order), order, 'authorization'),
];
const part = (amount: number, quantity?: number, lineNo = 1): AskedLine => ({
  ...{ lineNo, amount },
  quantity: quantity === undefined ? undefined : units(quantity),
});
const amounts = ({ lines }: Pick<CaptureFact, 'lines'>) =>
  lines.flatMap(({ billed, insurer, patient }) => [billed, insurer, patient]);

/** 1000 less the deductible of 100, of which the insurer pays 70 %: 630, and the patient 370. */
const seventyPercent = planWith(
  { coinsuranceBps: 3_000 },
  { deductible: deductibleOf(100), limits: [limitOf('year', 100_000)] },
);

describe('captures in parts', () => {
  it('close to the authorised amounts, each in proportion', () => {
    const facts = authorized(seventyPercent, orderOf({ amount: 1_000, quantity: 3 }));
    const booked = [333, 333, 334].map((amount, index) => {
      const capture = captureFact(facts, [part(amount, 1)], index === 2);
      facts.push(capture);
      return [...amounts(capture), stateOf(facts).status];
    });
    expect(booked).toEqual([
      [333, 210, 123, 'partially-captured'],
      [333, 210, 123, 'partially-captured'],
      [334, 210, 124, 'captured'],
    ]);
    expect(byLimit(stateOf(facts).used)).toEqual({ deductible: 100, year: 630 });
    expect(stateOf(facts).held).toEqual([]);
  });

  it('use what was delivered, and hold the rest until they close', () => {
    const facts = authorized(seventyPercent, orderOf({ amount: 1_000, quantity: 3 }));
    facts.push(captureFact(facts, [part(333, 1)]));
    const { used, held } = stateOf(facts);
    expect([byLimit(used), byLimit(held)]).toEqual([
      { deductible: 33, year: 210 },
      { deductible: 67, year: 420 },
    ]);
    facts.push(captureFact(facts, [], true));
    expect([byLimit(stateOf(facts).used), stateOf(facts).held]).toEqual([{ deductible: 33, year: 210 }, []]);
  });

  it('are billed for what their parts add up to, where rounding moves them from what was asked', () => {
    const thirds = planWith({ coinsuranceBps: 5_000 });
    const facts = authorized(thirds, orderOf({ amount: 10, quantity: 3 }));
    const first = captureFact(facts, [part(3, 1)]);
    facts.push(first, captureFact([...facts, first], undefined));
    expect(facts.slice(1).map((fact) => amounts(fact as CaptureFact))).toEqual([
      [4, 2, 2],
      [6, 3, 3],
    ]);
  });

  it('take all that is left where nothing is named, which closes them', () => {
    const facts = authorized(seventyPercent, orderOf([{ amount: 500, quantity: 2 }, 500]));
    facts.push(captureFact(facts, [part(250, 1)]));
    const rest = captureFact(facts, undefined);
    expect(rest.lines.map(({ lineNo, quantity, billed }) => [lineNo, quantity, billed])).toEqual([
      [1, units(1), 250],
      [2, units(1), 500],
    ]);
    expect(rest.closes).toBe(true);
  });

  it('take all that is left of a quantity where none is named', () => {
    const facts = authorized(seventyPercent, orderOf({ amount: 1_000, quantity: 3 }));
    facts.push(captureFact(facts, [part(100)]));
    expect(stateOf(facts).progress).toEqual([{ captured: 100, capturedQuantity: units(3), returnedQuantity: 0 }]);
    expect(captureFact(facts, [part(900)])).toMatchObject({ closes: true, lines: [{ quantity: 0 }] });
  });

  it.each<[string, readonly AskedLine[], readonly object[]]>([
    ['more than is left of an amount', [part(668, 1)], [{ path: 'lines[0].amount', left: 667 }]],
    ['more than is left of a quantity', [part(10, 2.0001)], [{ path: 'lines[0].quantity', left: units(2) }]],
    ['both', [part(668, 3)], [{ path: 'lines[0].amount' }, { path: 'lines[0].quantity' }]],
    ['a line that the order has not', [part(1, 1), part(1, 1, 2)], [{ path: 'lines[1].lineNo', left: 0 }]],
  ])('refuse %s', (_, asked, faults) => {
    const facts = authorized(seventyPercent, orderOf({ amount: 1_000, quantity: 3 }));
    facts.push(captureFact(facts, [part(333, 1)]));
    const refused = captureOf(stateOf(facts), { asked, final: false });
    expect(refused).toMatchObject({ faults: faults.map((fault) => ({ kind: 'exceeds-authorized', ...fault })) });
  });

  it('are possible of an open authorization only', () => {
    const settled = decisionFact(decide(planOf(), orderOf(100)), orderOf(100), 'settlement');
    const held = authorized(planOf(), orderOf(100));
    const closed = [[settled], [...held, voidFact(held)], [...held, captureFact(held, undefined)]];
    for (const facts of closed) {
      expect(() => captureOf(stateOf(facts), { asked: undefined, final: true })).toThrow('nothing is held');
    }
  });
});
