import type { AccumulatorId } from './accumulator.ts';
import { POOL_MARK } from './accumulator.ts';
import type { Fen } from './money.ts';

/** What is left of each pool's budget before the order, by pool id. */
export type PoolBudgets = ReadonlyMap<string, Fen>;

export const NO_POOLS: PoolBudgets = new Map();

/** The end of an accumulator's id whose holder is a pool. */
export const poolHolder = (poolId: string): string => `${POOL_MARK}${poolId}`;

/**
 * The accumulator of a pool's budget: all that is taken from the pool by whichever limit, once a line. It belongs to no plan, and the
 * empty part in its place keeps it from being mistaken for a limit.
 */
export const budgetId = (insurerId: string, poolId: string): AccumulatorId =>
  `${insurerId}//budget/L${poolHolder(poolId)}`;
