import type { AccumulatorId, Draw } from './accumulator.ts';
import type { CoverageInForce } from './coverage-standing.ts';
import type { Fen } from './money.ts';
import { budgetId, poolHolder } from './pool.ts';
import type { PoolDraw } from './pool-shards.ts';

/** The pool limits of the plans that decide an order, by `<insurer>/<plan>/<limit>`. */
export type PoolMaxima = ReadonlyMap<string, Pick<PoolDraw, 'max' | 'rollingDays'>>;

export function poolMaxima(coverages: readonly CoverageInForce[]): PoolMaxima {
  return new Map(
    coverages.flatMap(({ coverage: { insurerId }, plan }) =>
      plan.byHolder.pool.map(({ path, max, rollingDays }) => [pathOf(`${insurerId}${path}`), { max, rollingDays }]),
    ),
  );
}

/** What an order takes from one pool, by accumulator: of its limits, and of its budget. */
export function drawsOfPool(
  pool: { readonly poolId: string; readonly insurerId: string; readonly budget: Fen },
  draws: readonly Draw[],
  maxima: PoolMaxima,
): readonly PoolDraw[] {
  const amounts = new Map<AccumulatorId, number>();
  for (const { accumulatorId: id, amount } of draws) {
    if (id.endsWith(poolHolder(pool.poolId)) && amount > 0) amounts.set(id, (amounts.get(id) ?? 0) + amount);
  }
  const budget = budgetId(pool.insurerId, pool.poolId);
  return [...amounts].map(([accumulatorId, amount]) => {
    const limit = accumulatorId === budget ? { max: pool.budget, rollingDays: 0 } : maxima.get(pathOf(accumulatorId));
    if (limit === undefined) throw new Error(`${accumulatorId} is no limit of a plan that decides the order`);
    return { accumulatorId, amount, ...limit };
  });
}

/** An id without its period and holder. */
const pathOf = (id: string): string => id.slice(0, id.lastIndexOf('/'));
