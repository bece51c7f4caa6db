import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { MovedLine } from '../../lambdas/domain/later-fact.ts';
import type { Formularies } from '../../lambdas/domain/formulary.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { candidateOf, decide, deductibleOf, limitOf, NOON, orderOf, planOf, planWith } from './builders.ts';
import { byLimit, captureFact, decisionFact, reversalFact, stateOf, units } from './posted-facts.ts';

const RX = 'C-1';
const servedAt = Date.parse(NOON);
const OTC: Formularies = new Map([
  ['otc', { formularyId: 'otc', version: 1, entries: new Map([[RX, { code: RX, otc: true }]]) }],
]);
const needsNone = { covers: { items: { formulary: 'otc' } } } as const;

const drug = (amount: number, quantity: number, over: Partial<Order> = {}): Order =>
  orderOf({ category: 'drug', code: RX, amount, quantity }, { prescriptionNo: 'RX-1', ...over });

/** The facts of an order of which the prescription allows so many units. */
function decided(
  type: 'settlement' | 'authorization',
  order: Order,
  allowed: number,
  ...candidates: readonly Candidate[]
): OrderFact[] {
  const items = new Map([[RX, { allowed: units(allowed), taken: 0, daysSupply: 7 }]]);
  const decision = decide(planOf(), order, {
    ...{ candidates, formularies: OTC },
    prescription: {
      ...{ prescriptionNo: 'RX-1', memberId: 'M-1', voided: false, reviewed: true, longTerm: false, items },
      ...{ issuedAt: servedAt - 1, validUntil: servedAt + 1 },
    },
  });
  return [decisionFact(decision, order, type)];
}

const carried = ([line]: readonly MovedLine[]) => line && [line.priorPaid, line.insurer, line.patient];

/** Captures, or gives back, and says what moves and what is used then. */
function capture(facts: OrderFact[], amount: number, quantity: number) {
  const fact = captureFact(facts, [{ lineNo: 1, amount, quantity: units(quantity) }]);
  facts.push(fact);
  return [carried(fact.lines), byLimit(stateOf(facts).used)];
}

function giveBack(facts: OrderFact[], quantity: number) {
  const fact = reversalFact(facts, [{ lineNo: 1, quantity: units(quantity) }]);
  facts.push(fact);
  return [carried(fact.lines), byLimit(stateOf(facts).used)];
}

const RX_USED = 'prescription RX-1';
const FILL = { 'fill C-1': 1 };

describe('a trimmed line (R405, L508)', () => {
  // of 3 for 90.00 the prescription allows 2: 60.00 of which the insurer pays 80 %, and 30.00 that stay with the patient
  const year = { limits: [limitOf('year', 100_000)] };
  const eighty = candidateOf(planWith({ coinsuranceBps: 2_000 }, year));

  it('is captured from its kept part first, and given back from its trimmed part', () => {
    const facts = decided('authorization', drug(9_000, 3), 2, eighty);
    const all = { ...FILL, year: 4_800, [RX_USED]: units(2) };
    const one = { ...FILL, year: 2_400, [RX_USED]: units(1) };
    expect(byLimit(stateOf(facts).held)).toEqual(all);
    expect(capture(facts, 3_000, 1)).toEqual([[0, 2_400, 600], one]);
    expect(capture(facts, 3_000, 1)).toEqual([[0, 2_400, 600], all]);
    expect(capture(facts, 3_000, 1)).toEqual([[0, 0, 3_000], all]);
    expect(giveBack(facts, 1)).toEqual([[0, 0, 3_000], all]);
    expect(giveBack(facts, 1)).toEqual([[0, 2_400, 600], one]);
    expect(giveBack(facts, 1)).toEqual([[0, 2_400, 600], {}]);
  });

  it('of which only the kept quantity was captured is given back as one', () => {
    const facts = decided('authorization', drug(9_000, 3), 2, eighty);
    expect(capture(facts, 9_000, 2)[0]).toEqual([0, 4_800, 4_200]);
    expect(giveBack(facts, 1)[0]).toEqual([0, 2_400, 2_100]);
  });

  it('keeps less of a prior payment where rounding leaves no room for it', () => {
    // the insurer pays round(3 x 1 / 2) = 2 of the kept round(4 x 1 / 2) = 2
    const priorPayments = [{ payer: 'other', lineNo: 1, amount: 1 }];
    const facts = decided('authorization', drug(4, 2, { priorPayments }), 1, candidateOf(planOf()));
    expect(capture(facts, 2, 1)[0]).toEqual([0, 2, 0]);
    expect(capture(facts, 2, 1)[0]).toEqual([1, 0, 1]);
  });

  it('counts as whole where another coverage pays for more than was kept', () => {
    const half = candidateOf(planWith({ coinsuranceBps: 5_000 }), { coverageId: 'a' });
    const all = candidateOf(planWith(needsNone, { planId: 'other' }), { coverageId: 'b' });
    const facts = decided('authorization', drug(1_000, 2), 1, half, all);
    // 250 and 750, of which half is delivered
    expect(capture(facts, 500, 1)).toEqual([[0, 500, 0], { ...FILL, [RX_USED]: units(1) }]);
  });

  it('settled takes of the prescription what another coverage kept, captured no more than the first one', () => {
    const one = planWith({ coinsuranceBps: 5_000 }, { limits: [limitOf('units', 1, { measure: 'quantity' })] });
    const none = planWith({ coinsuranceBps: 10_000 }, { planId: 'other' });
    const candidates = [candidateOf(one, { coverageId: 'a' }), candidateOf(none, { coverageId: 'b' })];
    const settled = decided('settlement', drug(1_000, 2), 2, ...candidates);
    const used = { ...FILL, units: units(1), [RX_USED]: units(2) };
    expect(byLimit(stateOf(settled).used)).toEqual(used);
    expect(giveBack(settled, 1)).toEqual([[0, 0, 500], used]);
    expect(giveBack(settled, 1)).toEqual([[0, 250, 250], {}]);
    const authorized = decided('authorization', drug(1_000, 2), 2, ...candidates);
    expect(capture(authorized, 1_000, 2)[1]).toEqual({ ...used, [RX_USED]: units(1) });
    expect(stateOf(authorized).held).toEqual([]);
  });

  it('whose kept part comes to no fen is used by the whole amount', () => {
    const prescribed = candidateOf(planOf(), { coverageId: 'a' });
    const deducting = planWith(needsNone, { planId: 'other', deductible: deductibleOf(10) });
    const facts = decided('authorization', drug(10, 100), 1, prescribed, candidateOf(deducting, { coverageId: 'b' }));
    expect([byLimit(stateOf(facts).used), byLimit(stateOf(facts).held)['deductible']]).toEqual([{}, 10]);
    expect(capture(facts, 5, 50)[1]).toMatchObject({ deductible: 5 });
    expect(capture(facts, 5, 50)[1]).toMatchObject({ deductible: 10 });
    expect(giveBack(facts, 100)[1]).toEqual({});
  });
});

describe('what two coverages of one plan take', () => {
  const plan = planWith(
    { coinsuranceBps: 5_000 },
    {
      limits: [
        limitOf('units', 9, { measure: 'quantity' }),
        limitOf('year', 100_000),
        limitOf('orders', 9, { measure: 'count' }),
      ],
    },
  );
  const both = ['a', 'b'].map((coverageId) => candidateOf(plan, { coverageId }));

  it('each takes the quantity for itself, the amount is one, and the order counts once', () => {
    const facts = decided('authorization', drug(1_006, 2), 2, ...both);
    // 503 and 251: together round(754 / 2) = 377, though each by itself would stand at 252 and 126
    const [half, all] = [
      { ...FILL, [RX_USED]: units(1), units: units(2), year: 377, orders: 1 },
      { ...FILL, [RX_USED]: units(2), units: units(4), year: 754, orders: 1 },
    ];
    expect(byLimit(stateOf(facts).held)).toEqual(all);
    expect(capture(facts, 503, 1)[1]).toEqual(half);
    expect(capture(facts, 503, 1)[1]).toEqual(all);
    expect(giveBack(facts, 1)[1]).toEqual(half);
    expect(giveBack(facts, 1)[1]).toEqual({});
  });
});
