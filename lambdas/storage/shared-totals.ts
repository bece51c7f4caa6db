import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Balances, Draw } from '../domain/accumulator.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import { budgetLeft } from '../domain/pool-budget.ts';
import type { PoolBudgets } from '../domain/pool.ts';
import { NO_POOLS } from '../domain/pool.ts';
import { drawsOfPool } from '../domain/pool-draws.ts';
import type { PoolMaxima } from '../domain/pool-draws.ts';
import type { SharedQuestion } from '../domain/shared-question.ts';
import type { BalancesItem } from './balances-item.ts';
import { parseBalancesItem } from './balances-item.ts';
import { familyKeys } from './balances-years.ts';
import { keyText } from './keys.ts';
import { readPool } from './pool-book.ts';
import type { Pool } from './pool-item.ts';
import type { PoolTaking } from './pool-writes.ts';
import { poolWrites } from './pool-writes.ts';
import { readItems } from './read-items.ts';

/** What families and pools hold beside the member, as read in one round trip; in none where no plan asks for any. */
export interface SharedTotals {
  readonly question: SharedQuestion;
  readonly familyItems: readonly BalancesItem[];
  readonly pools: readonly Pool[];
  /** of the families, and of the pools as a whole */
  readonly balances: Balances;
  /** what is left of each pool's budget, by pool id */
  readonly budgets: PoolBudgets;
}

const NONE_SHARED = { familyItems: [], pools: [], balances: new Map(), budgets: NO_POOLS };

export async function readSharedTotals(question: SharedQuestion, now: EpochMs): Promise<SharedTotals> {
  const { families, poolIds } = question;
  if (families.length + poolIds.length === 0) return { question, ...NONE_SHARED };
  const [familyItems, pools] = await Promise.all([
    readFamilyItems(question, now),
    Promise.all(poolIds.map((poolId) => existingPool(poolId, now))),
  ]);
  return {
    ...{ question, familyItems, pools },
    balances: new Map(
      [...familyItems.map((item) => item.balances), ...pools.map(({ totals }) => totals)].flatMap((one) => [...one]),
    ),
    budgets: new Map(pools.map((pool) => [pool.poolId, budgetLeft(pool).remaining])),
  };
}

async function readFamilyItems({ families }: SharedQuestion, now: EpochMs): Promise<readonly BalancesItem[]> {
  const keys = families.flatMap((family) => familyKeys(family, shanghaiDate(now)));
  if (keys.length === 0) return [];
  const items = await readItems(keys);
  return keys.map((key) => parseBalancesItem(key, items.get(keyText(key)), now));
}

/** A plan is published only where its pools exist, and none is ever removed. */
async function existingPool(poolId: string, now: EpochMs): Promise<Pool> {
  const pool = await readPool(poolId, now);
  if (pool === undefined) throw new Error(`pool ${poolId} of a published plan is missing`);
  return pool;
}

/** What an order takes of the pools it draws on. */
export interface PoolsTaking extends Omit<PoolTaking, 'draws'> {
  readonly draws: readonly Draw[];
  readonly maxima: PoolMaxima;
}

/** The writes that take an order's draws from the pools it draws on, or the pool whose lapsed holds must be tidied away first. */
export function poolsWrites(
  { pools }: SharedTotals,
  { draws, maxima, ...taking }: PoolsTaking,
): readonly TransactWriteItem[] | { readonly lapsed: Pool } {
  const writes: TransactWriteItem[] = [];
  for (const pool of pools) {
    const ofPool = drawsOfPool(pool, draws, maxima);
    if (ofPool.length === 0) continue;
    const of = poolWrites(pool, { ...taking, draws: ofPool });
    if (of === 'lapsed') return { lapsed: pool };
    writes.push(...of);
  }
  return writes;
}
