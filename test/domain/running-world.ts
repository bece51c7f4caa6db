import type { Balances } from '../../lambdas/domain/accumulator.ts';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { PoolBudgets } from '../../lambdas/domain/pool.ts';
import { afterwards } from './builders.ts';
import type { World } from './generated-world.ts';

/** What stood against the limits and the pools after the last order. */
export interface Outcome {
  readonly balances: Balances;
  readonly pools: PoolBudgets;
}

/** Decides the orders of a world in turn, each against what the ones before it left, and shows each decision to `check`. */
export function runWorld(world: World, check: (input: AdjudicationInput, result: Adjudication) => void): Outcome {
  let { balances, pools } = world;
  for (const arrival of world.arrivals) {
    const input: AdjudicationInput = { ...arrival, balances: unchangeable(balances), pools: unchangeable(pools) };
    const result = adjudicate(input);
    check(input, result);
    balances = afterwards(balances, result.draws);
    pools = poolsAfter(pools, result);
  }
  return { balances, pools };
}

function poolsAfter(pools: PoolBudgets, { draws }: Adjudication): PoolBudgets {
  const after = new Map(pools);
  for (const { accumulatorId, amount } of draws.flat()) {
    const [, planId, , holder] = accumulatorId.split('/');
    const pool = holder?.split('@P:')[1];
    if (planId === '' && pool !== undefined) after.set(pool, (after.get(pool) ?? 0) - amount);
  }
  return after;
}

/**
 * Freezes everything a decision is given, deeply, maps too. Of a compiled plan only the document: what is compiled belongs to the
 * engine, which keeps names in it.
 */
export function unchangeable<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if ('plan' in value && 'benefits' in value) {
    unchangeable(value.plan);
    return value;
  }
  if (value instanceof Map) {
    const refuse = (): never => {
      throw new Error('a decision has changed what it was given');
    };
    for (const one of value.values()) unchangeable(one);
    Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
  }
  for (const one of Object.values(value)) unchangeable(one);
  return Object.freeze(value);
}
