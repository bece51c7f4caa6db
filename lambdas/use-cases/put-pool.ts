import type { PoolAnswer } from '../contracts/pool-answer.ts';
import type { PoolRequest } from '../contracts/pool.ts';
import { DEFAULT_SHARDS } from '../contracts/pool.ts';
import type { BudgetLeft } from '../domain/pool-budget.ts';
import { budgetLeft } from '../domain/pool-budget.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { OrderPorts, PoolBook } from './ports.ts';

/** As patient as a settlement: a pool in use moves with every order that draws on it. */
const MAX_ATTEMPTS = 24;

const NOTHING_TAKEN = { used: 0, held: 0 };

/**
 * Opens a pool (201), or changes its budget and its shards (200). A budget below what is used and held stops there
 * (docs/plans.md 1, Pools); what was taken from the pool is laid out anew in the same write.
 */
export async function putPool(
  ports: { readonly pools: PoolBook; readonly pause: OrderPorts['pause'] },
  { caller, body, path, now, admission }: Call<PoolRequest>,
): Promise<Answer> {
  const poolId = path['poolId'] ?? '';
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const pool = await ports.pools.readPool(poolId, now);
    if (pool !== undefined && pool.insurerId !== caller.partnerId)
      throw new ConnectorError('pool.out-of-reach', 'There is no such pool of yours.');
    const taken = pool === undefined ? NOTHING_TAKEN : budgetLeft(pool);
    const wanted = {
      budget: Math.max(body.budget, taken.used + taken.held),
      shards: body.shards ?? DEFAULT_SHARDS,
    };
    const answer: Answer = { status: pool === undefined ? 201 : 200, body: receipt(poolId, wanted, taken) };
    if (pool?.budget === wanted.budget && pool.shards.length === wanted.shards) return { ...answer, replayed: true };
    const outcome = await ports.pools.writePool(admission, caller.partnerId, poolId, pool, wanted);
    if (outcome === 'written') return answer;
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'The pool is in great demand; repeat the same request.');
}

function receipt(
  poolId: string,
  { budget, shards }: { readonly budget: number; readonly shards: number },
  { used, held }: Omit<BudgetLeft, 'remaining'>,
): PoolAnswer {
  return { poolId, budget, shards, used, held, remaining: budget - used - held };
}
