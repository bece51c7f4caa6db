import * as fc from 'fast-check';
import type { LimitRequest } from '../../support/documents.ts';
import { consultBenefit } from '../../support/documents.ts';
import type { PlanRequest } from '../../../lambdas/contracts/plan.ts';

/** A plan of one benefit that covers everything, in numbers. */
export interface World {
  /** a year and member, fen */
  readonly deductible: number;
  readonly coinsuranceBps: number;
  readonly limits: readonly Limit[];
  /** prior payments and trimmed quantities do not come together: what an earlier payer paid of a trimmed part is nobody's rule */
  readonly priorPayments: boolean;
}

export interface Limit {
  readonly limitId: string;
  readonly measure: 'amount' | 'count' | 'quantity';
  /** fen, orders or ten-thousandths of a unit */
  readonly max: number;
  readonly per: 'year' | 'month';
  readonly scope: 'member' | 'family' | 'pool';
}

const limit = (
  limitId: string,
  measure: Limit['measure'],
  per: Limit['per'],
  max: fc.Arbitrary<number>,
  scope: fc.Arbitrary<Limit['scope']> = fc.constant('member'),
) => fc.record({ limitId: fc.constant(limitId), measure: fc.constant(measure), per: fc.constant(per), max, scope });

const UNIT = 10_000;

export const generatedWorld: fc.Arbitrary<World> = fc
  .record({
    deductible: fc.constantFrom(0, 700, 1_500),
    coinsuranceBps: fc.constantFrom(0, 3_000, 3_333),
    money: limit('money', 'amount', 'year', fc.integer({ min: 3_000, max: 20_000 })),
    month: fc.option(limit('month', 'amount', 'month', fc.integer({ min: 2_000, max: 9_000 }))),
    orders: fc.option(limit('orders', 'count', 'month', fc.integer({ min: 2, max: 6 }))),
    units: fc.option(
      limit(
        'units',
        'quantity',
        'year',
        fc.integer({ min: 4, max: 20 }).map((whole) => whole * UNIT),
      ),
    ),
    shared: fc.option(
      limit(
        'shared',
        'amount',
        'year',
        fc.integer({ min: 2_000, max: 15_000 }),
        fc.constantFrom('family' as const, 'pool' as const),
      ),
    ),
  })
  .map(({ deductible, coinsuranceBps, money, month, orders, units, shared }) => ({
    ...{ deductible, coinsuranceBps, priorPayments: units === null },
    limits: [money, month, orders, units, shared].filter((one) => one !== null),
  }));

/** The same as its insurer publishes it. */
export function planDocument(world: World, poolId: string): Partial<PlanRequest> {
  const limits = world.limits.map(({ limitId, measure, max, per, scope }): LimitRequest => {
    const units = measure === 'quantity' ? max / UNIT : max;
    return { limitId, measure, max: units, per, scope: scope === 'pool' ? { pool: poolId } : scope };
  });
  const covers = { items: 'any' } as const;
  return {
    ...(world.deductible > 0 && { deductible: { amount: world.deductible, per: 'year', scope: 'member' } }),
    benefits: [consultBenefit({ covers, coinsuranceBps: world.coinsuranceBps, limits })],
  };
}
