import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Benefit } from '../../lambdas/domain/plan.ts';
import { candidateOf, decide, HOSPITAL, limitOf } from './builders.ts';
import { orderOf, paid, pays, planOf, planWith } from './builders.ts';

const priorPaid = (amount: number, payer = 'national-insurance'): Partial<Order> => ({
  priorPayments: [{ payer, lineNo: 1, amount }],
});
const paidBy = (benefit: Partial<Benefit>, lines: Parameters<typeof orderOf>[0], over: Partial<Order> = {}) =>
  paid(decide(planWith(benefit), orderOf(lines, over)));

describe('earlier payers', () => {
  it('come off before everything else', () => {
    expect(paidBy({ coinsuranceBps: 1_000 }, 4_500, priorPaid(1_200))).toEqual(pays(2_970, 330, 'L502 330'));
  });

  it('of one line add up, and those of another line do not count', () => {
    const { decision } = decide(
      planOf(),
      orderOf([1_000, 1_000], {
        priorPayments: [
          { payer: 'a', lineNo: 2, amount: 300 },
          { payer: 'b', lineNo: 2, amount: 700 },
        ],
      }),
    );
    expect(decision.lines.map(({ priorPaid: prior, insurer }) => [prior, insurer])).toEqual([
      [0, 1_000],
      [1_000, 0],
    ]);
  });
});

describe('step 1, a quantity limit trims (L508)', () => {
  const limits = (max: number, over: object = {}) => ({
    limits: [limitOf('units', max, { measure: 'quantity', ...over })],
  });

  it.each([
    [{ amount: 5_000, quantity: 5 }, 3, 3_000, 2_000],
    [{ amount: 1_000, quantity: 3 }, 2, 667, 333],
    [{ amount: 1_000, quantity: 3 }, 1, 333, 667],
    [{ amount: 1_000, quantity: 2.5 }, 2, 800, 200],
    [{ amount: 9_999_999_999, quantity: 99_999.9999 }, 99_999, 9_999_900_009, 99_990],
  ])('%j to %i', (line, max, insurer, patient) => {
    expect(paidBy(limits(max), line)).toEqual(pays(insurer, patient, `L508 ${patient}`));
  });

  it('from the full base each time: the reason of a second trim is the difference to the first', () => {
    const byOrder = limitOf('a', 5, { measure: 'quantity' });
    const byLine = limitOf('b', 2, { measure: 'quantity', per: 'line' });
    // 12 × 5 ÷ 7 is 9 and 12 × 2 ÷ 7 is 3, while 9 × 2 ÷ 5 would be 4
    expect(paidBy({ limits: [byOrder, byLine] }, { amount: 12, quantity: 7 })).toEqual(pays(3, 9, 'L508 3, L508 6'));
    expect(paidBy({ limits: [byLine, byOrder] }, { amount: 12, quantity: 7 })).toEqual(pays(3, 9, 'L508 9'));
  });

  it('what earlier payers left of the line, and counts what it kept', () => {
    const decided = decide(planWith(limits(3)), orderOf({ amount: 5_000, quantity: 5 }, priorPaid(1_000)));
    expect(paid(decided)).toEqual(pays(2_400, 1_600, 'L508 1600'));
    expect(decided.draws[0]).toEqual([{ accumulatorId: 'insurer/plan/units/Y2026-01-01', amount: 30_000 }]);
  });

  it('per order across lines, per line each by itself', () => {
    const lines = [
      { amount: 300, quantity: 3 },
      { amount: 300, quantity: 3 },
    ];
    expect(paidBy(limits(4, { per: 'order' }), lines)).toEqual(pays(400, 200, ' | L508 200'));
    expect(paidBy(limits(2, { per: 'line' }), lines)).toEqual(pays(400, 200, 'L508 100 | L508 100'));
  });

  it('gives no reason where it takes no fen', () => {
    expect(paidBy(limits(2), { amount: 1, quantity: 3 })).toEqual(pays(1, 0, ''));
  });
});

describe('step 2, the price cap (C305)', () => {
  it.each<[string, Partial<Benefit>, object, Partial<Order>, ReturnType<typeof pays>]>([
    ['the excess is the patient’s', {}, { amount: 6_000, quantity: 2 }, {}, pays(5_000, 1_000, 'C305 1000')],
    [
      'or the provider’s write-off',
      { excess: 'write-off' },
      { amount: 6_000, quantity: 2 },
      {},
      pays(5_000, 0, 'C305 1000', 1_000),
    ],
    ['a price at the cap is paid', {}, { amount: 5_000, quantity: 2 }, {}, pays(5_000, 0, '')],
    [
      'of half a unit is rounded half up',
      { priceCap: { perUnit: 25 } },
      { amount: 100, quantity: 0.5 },
      {},
      pays(13, 87, 'C305 87'),
    ],
    [
      'what earlier payers paid counts toward it',
      {},
      { amount: 6_000, quantity: 2 },
      priorPaid(1_500),
      pays(3_500, 1_000, 'C305 1000'),
    ],
    ['and may use it up', {}, { amount: 6_000, quantity: 2 }, priorPaid(5_500), pays(0, 500, 'C305 500')],
    [
      'of nothing',
      { priceCap: { perUnit: 0 }, excess: 'write-off' },
      { amount: 1_000 },
      {},
      pays(0, 0, 'C305 1000', 1_000),
    ],
  ])('%s', (_, benefit, line, order, expected) => {
    expect(paidBy({ priceCap: { perUnit: 2_500 }, ...benefit }, line, order)).toEqual(expected);
  });

  it('is of the kept quantity, as are what was billed and paid before', () => {
    const benefit = { priceCap: { perUnit: 1_000 }, limits: [limitOf('units', 3, { measure: 'quantity' })] };
    // kept 3 of 5: base 3600 (of 6000), billed 4200 (of 7000), paid before 600 (of 1000); cap 3000, less 600
    expect(paidBy(benefit, { amount: 7_000, quantity: 5 }, priorPaid(1_000))).toEqual(
      pays(2_400, 3_600, 'L508 2400, C305 1200'),
    );
  });

  it('is asked of the price and not of what is left of it', () => {
    // billed 2000 a unit is not above the cap, so nothing is taken although paid before and base add up to it
    expect(paidBy({ priceCap: { perUnit: 2_000 } }, 2_000, priorPaid(1_999))).toEqual(pays(1, 0, ''));
  });
});

describe('step 3, the contract discount (A801)', () => {
  it('is for providers in the network only, written off, and rounded half up', () => {
    const benefit = { networkDiscountBps: 1_250 };
    expect(paidBy(benefit, 1_004)).toEqual(pays(878, 0, 'A801 126', 126)); // 125.5
    expect(paidBy({ ...benefit, network: [HOSPITAL] }, 1_004)).toEqual(pays(878, 0, 'A801 126', 126));
  });

  it('is of what is claimable', () => {
    const benefit = { networkDiscountBps: 1_000, priceCap: { perUnit: 800 }, excess: 'write-off' } as const;
    expect(paidBy(benefit, 1_000)).toEqual(pays(720, 0, 'C305 200, A801 80', 280));
  });
});

describe('step 8, national insurance not used (B601)', () => {
  const plan = planOf({ nationalInsurance: { rateIfUnusedBps: 6_000 } });
  const paidWith = (nationalInsurance: boolean, over: Partial<Order> = {}, of = plan) =>
    paid(decide(of, orderOf(1_001, over), { candidates: [candidateOf(of, { nationalInsurance })] }));

  it('pays the rate of what would be paid', () => {
    expect(paidWith(true)).toEqual(pays(601, 400, 'B601 400'));
  });

  it('only where the coverage has it, and the plan a rate', () => {
    expect(paidWith(false)).toEqual(pays(1_001, 0, ''));
    expect(paidWith(true, {}, planOf())).toEqual(pays(1_001, 0, ''));
  });

  it('a payment of 0 counts as used, another payer’s does not', () => {
    expect(paidWith(true, priorPaid(0))).toEqual(pays(1_001, 0, ''));
    expect(paidWith(true, priorPaid(1, 'charity'))).toEqual(pays(600, 400, 'B601 400'));
  });
});
