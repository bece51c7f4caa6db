import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Balances, Draw } from '../domain/accumulator.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import { budgetLeft } from '../domain/pool-budget.ts';
import type { PoolBudgets } from '../domain/pool.ts';
import { NO_POOLS } from '../domain/pool.ts';
import { drawsOfPool } from '../domain/pool-draws.ts';
import type { PoolMaxima } from '../domain/pool-draws.ts';
import { poolTotals } from '../domain/pool-shards.ts';
import type { SharedQuestion } from '../domain/shared-question.ts';
import type { BalancesItem } from './balances-item.ts';
import { parseBalancesItem } from './balances-item.ts';
import { familyKeys } from './balances-years.ts';
import { keyText } from './keys.ts';
import { readPool } from './pool-book.ts';
import type { Pool } from './pool-item.ts';
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

export async function readSharedTotals(question: SharedQuestion, arrived: CalendarDate): Promise<SharedTotals> {
  const { families, poolIds } = question;
  if (families.length + poolIds.length === 0) return { question, ...NONE_SHARED };
  const [familyItems, pools] = await Promise.all([
    readFamilyItems(question, arrived),
    Promise.all(poolIds.map(existingPool)),
  ]);
  const totals = pools.map(({ shards }) => poolTotals(shards.map(({ balances }) => balances)));
  return {
    ...{ question, familyItems, pools },
    balances: new Map([...familyItems.map(({ balances }) => balances), ...totals].flatMap((one) => [...one])),
    budgets: new Map(pools.map((pool) => [pool.poolId, budgetLeft(pool).remaining])),
  };
}

async function readFamilyItems({ families }: SharedQuestion, arrived: CalendarDate): Promise<readonly BalancesItem[]> {
  const keys = families.flatMap((family) => familyKeys(family, arrived));
  if (keys.length === 0) return [];
  const items = await readItems(keys);
  return keys.map((key) => parseBalancesItem(key, items.get(keyText(key))));
}

/** A plan is published only where its pools exist, and none is ever removed. */
async function existingPool(poolId: string): Promise<Pool> {
  const pool = await readPool(poolId);
  if (pool === undefined) throw new Error(`pool ${poolId} of a published plan is missing`);
  return pool;
}

/** The writes that take an order's draws from the pools it draws on. `start` says with which shard to begin. */
export function poolsWrites(
  { pools }: SharedTotals,
  draws: readonly Draw[],
  maxima: PoolMaxima,
  date: CalendarDate,
  start: number,
): readonly TransactWriteItem[] {
  return pools.flatMap((pool) => {
    const ofPool = drawsOfPool(pool, draws, maxima);
    return ofPool.length === 0 ? [] : poolWrites(pool, ofPool, date, start);
  });
}
