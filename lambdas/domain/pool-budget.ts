import type { Balances } from './accumulator.ts';
import { NOTHING } from './accumulator.ts';
import type { Fen } from './money.ts';
import { budgetId } from './pool.ts';

/** A shared budget, and what its shards hold of all that was taken from it. */
export interface ShardedPool {
  readonly poolId: string;
  readonly insurerId: string;
  readonly budget: Fen;
  readonly shards: readonly { readonly balances: Balances }[];
}

export interface BudgetLeft {
  readonly used: Fen;
  readonly held: Fen;
  readonly remaining: Fen;
}

/** What is taken from a pool's budget and what is left of it. A budget is never lowered below what is taken. */
export function budgetLeft({ poolId, insurerId, budget, shards }: ShardedPool): BudgetLeft {
  const id = budgetId(insurerId, poolId);
  let [used, held] = [0, 0];
  for (const { balances } of shards) {
    const ofShard = balances.get(id) ?? NOTHING;
    used += ofShard.used;
    held += ofShard.held;
  }
  return { used, held, remaining: Math.max(0, budget - used - held) };
}
