import * as fc from 'fast-check';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { maybe } from './generated-plan.ts';
import { benefitOf, candidateOf, decide, limitOf, NOON, orderOf, planOf } from './builders.ts';

/** Orders of drugs that prescriptions and limits trim, which the worlds of generated-world.ts seldom have. */
export interface Trimmed {
  readonly order: Order;
  readonly decided: Adjudication;
}

const CODES = ['C-1', 'C-2'] as const;
const amount = fc.oneof(fc.nat(12), fc.nat(3_000), fc.constant(9_999_999_999));
const quantity = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0.0001, 0.5, 2.3333, 99_999.9999));
const bps = fc.oneof(fc.constantFrom(0, 5_000, 10_000), fc.nat(10_000));

const plan = (planId: string): fc.Arbitrary<Plan> =>
  fc
    .record({
      coinsuranceBps: bps,
      networkDiscountBps: maybe(bps),
      cap: maybe(fc.nat(1_000)),
      deductible: maybe(fc.nat(500)),
      units: maybe(fc.integer({ min: 1, max: 5 })),
      fen: maybe(fc.nat(3_000)),
      needsNone: fc.boolean(),
      pool: fc.boolean(),
    })
    .map(({ cap, deductible, units, fen, needsNone, pool, coinsuranceBps, networkDiscountBps }) =>
      planOf({
        planId,
        ...(deductible !== undefined && {
          deductible: { amount: deductible, per: 'year' as const, scope: 'member' as const },
        }),
        limits: [
          limitOf('orders', 9, { measure: 'count' }),
          limitOf('fen', fen ?? 20_000_000_000),
          ...(units === undefined ? [] : [limitOf('units', units, { measure: 'quantity' as const })]),
          ...(pool ? [limitOf('pool', 20_000_000_000, { scope: { pool: 'pool-1' } })] : []),
        ],
        benefits: [
          benefitOf({
            coinsuranceBps,
            covers: { items: needsNone ? { formulary: 'otc' } : 'any' },
            ...(networkDiscountBps !== undefined && { networkDiscountBps }),
            ...(cap !== undefined && { priceCap: { perUnit: cap }, excess: 'write-off' as const }),
          }),
        ],
      }),
    );

const OTC = new Map([
  ['otc', { formularyId: 'otc', version: 1, entries: new Map(CODES.map((code) => [code, { code, otc: true }])) }],
]);

/** Decided by the engine: one coverage, two of one plan, or two of two plans, of which one may ask for no prescription. */
export const generatedTrim: fc.Arbitrary<Trimmed> = fc
  .record({
    plans: fc.tuple(plan('plan-0'), plan('plan-1')),
    coverages: fc.constantFrom([0], [0, 0], [0, 1], [0, 1]),
    lines: fc.array(
      fc.record({
        amount,
        quantity,
        code: fc.constantFrom(...CODES),
        daysSupply: maybe(fc.integer({ min: 1, max: 30 })),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    prior: maybe(fc.array(bps, { minLength: 4, maxLength: 4 })),
    allowed: fc.tuple(
      fc.integer({ min: 1, max: 80_000 }),
      fc.integer({ min: 1, max: 8 }).map((whole) => whole * 10_000),
    ),
  })
  .map(({ plans, coverages, lines, prior, allowed }) => {
    const order = orderOf(
      lines.map((line) => ({ category: 'drug' as const, ...line })),
      {
        ...{ kind: 'pharmacy', prescriptionNo: 'RX-1' },
        priorPayments: (prior ?? []).slice(0, lines.length).map((rate, i) => ({
          ...{ payer: 'national-insurance', lineNo: i + 1 },
          amount: Math.floor(((lines[i]?.amount ?? 0) * rate) / 10_000),
        })),
      },
    );
    const servedAt = Date.parse(NOON);
    const items = new Map(CODES.map((code, i) => [code, { allowed: allowed[i] ?? 0, taken: 0, daysSupply: 7 }]));
    const decided = decide(plans[0], order, {
      candidates: coverages.map((which, i) => candidateOf(plans[which], { coverageId: `cov-${i}` })),
      ...{ formularies: OTC, pools: new Map([['pool-1', 1_000_000]]) },
      prescription: {
        ...{ prescriptionNo: 'RX-1', memberId: 'M-1', voided: false, reviewed: true, longTerm: false, items },
        ...{ issuedAt: servedAt - 1, validUntil: servedAt + 1 },
      },
    });
    return { order, decided };
  });
