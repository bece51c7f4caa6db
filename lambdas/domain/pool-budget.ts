import type { Balances } from './accumulator.ts';
import { NOTHING } from './accumulator.ts';
import type { Fen } from './money.ts';
import { budgetId } from './pool.ts';

/** A shared budget, and all that is taken from it now. */
export interface TakenPool {
  readonly poolId: string;
  readonly insurerId: string;
  readonly budget: Fen;
  readonly totals: Balances;
}

export interface BudgetLeft {
  readonly used: Fen;
  readonly held: Fen;
  readonly remaining: Fen;
}

/** What is taken from a pool's budget and what is left of it. A budget is never lowered below what is taken. */
export function budgetLeft({ poolId, insurerId, budget, totals }: TakenPool): BudgetLeft {
  const { used, held } = totals.get(budgetId(insurerId, poolId)) ?? NOTHING;
  return { used, held, remaining: Math.max(0, budget - used - held) };
}
