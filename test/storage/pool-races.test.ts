import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PoolDraw } from '../../lambdas/domain/pool-shards.ts';
import { budgetLeft } from '../../lambdas/domain/pool-budget.ts';
import { budgetId } from '../../lambdas/domain/pool.ts';
import { pause } from '../../lambdas/runtime/pause.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import { readPool, writePool } from '../../lambdas/storage/pool-book.ts';
import { shardOf } from '../../lambdas/storage/pool-entries.ts';
import { poolWrites } from '../../lambdas/storage/pool-writes.ts';
import type { Pool } from '../../lambdas/storage/pool-item.ts';
import { transact } from '../../lambdas/storage/transact.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

const INSURER = 'insurer-a';
const NOW = Date.parse('2026-06-15T10:00:00+08:00');
const admitted = Promise.resolve();
const open = (poolId: string, budget: number, shards: number) =>
  writePool(admitted, INSURER, poolId, undefined, { budget, shards });

async function standing(poolId: string): Promise<Pool> {
  const pool = await readPool(poolId, NOW);
  if (pool === undefined) throw new Error(`no pool ${poolId}`);
  return pool;
}

/** What the order of a number writes, so that `start` decides with which shard it begins. */
function drawing(pool: Pool, draws: readonly PoolDraw[], start: number): readonly TransactWriteItem[] {
  const writes = poolWrites(pool, {
    orderId: orderFrom(start, pool.shards.length),
    draws,
    date: '2026-06-15',
    until: undefined,
  });
  if (writes === 'lapsed') throw new Error('nothing is held');
  return writes;
}

/** The id of some order that begins with a shard. */
function orderFrom(start: number, count: number): string {
  for (let number = 0; ; number++) {
    const orderId = orderIdOf('hospital-a', `HX-${number}`);
    if (shardOf(orderId, count) === start % count) return orderId;
  }
}

interface Taken {
  readonly amount: number;
  /** items of the transaction */
  readonly writes: readonly TransactWriteItem[];
}

/** As a settlement does it: what is left decides how much, and the write holds only where that still stands. */
async function take(poolId: string, wanted: number, start: number): Promise<Taken> {
  for (let attempt = 0; ; attempt++) {
    const pool = await standing(poolId);
    const amount = Math.min(wanted, budgetLeft(pool).remaining);
    if (amount === 0) return { amount, writes: [] };
    const accumulatorId = budgetId(INSURER, poolId);
    const draws = [{ accumulatorId, amount, max: pool.budget, rollingDays: 0 }];
    const writes = drawing(pool, draws, start);
    if ((await transact(admitted, writes)).outcome === 'written') return { amount, writes };
    await pause(attempt);
  }
}

const all = <Value>(count: number, make: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const sum = (takings: readonly Taken[]) => takings.reduce((total, { amount }) => total + amount, 0);

describe('many who draw on one pool at once', () => {
  it.each([1, 4, 16])('in %i shards take all of it, to the fen, and not one fen more', async (shards) => {
    const poolId = `drained-${shards}`;
    await open(poolId, 3_333, shards);
    const takings = await all(50, (index) => take(poolId, 100, index));
    expect(sum(takings)).toBe(3_333);
    expect(budgetLeft(await standing(poolId))).toEqual({ used: 3_333, held: 0, remaining: 0 });
  });

  it('write one shard each, as long as one can bear it', async () => {
    await open('roomy', 1_000_000, 4);
    const takings = await all(24, (index) => take('roomy', 100, index));
    expect(new Set(takings.map(({ writes }) => writes.length))).toEqual(new Set([1]));
    const used = (await standing('roomy')).shards.map(({ balances }) => balances.get(budgetId(INSURER, 'roomy'))?.used);
    expect(used).toEqual([600, 600, 600, 600]);
  });

  it('lose nothing and exceed nothing while the pool is laid out in another number of shards again and again', async () => {
    await open('shifting', 5_000, 4);
    const counts = [1, 16, 2, 7, 3, 16, 5];
    const shift = async () => {
      for (const shards of counts) {
        for (let attempt = 0; ; attempt++) {
          const outcome = await writePool(admitted, INSURER, 'shifting', await standing('shifting'), {
            ...{ budget: 5_000, shards },
          });
          if (outcome === 'written') break;
          await pause(attempt);
        }
      }
    };
    const [takings] = await Promise.all([all(60, (index) => take('shifting', 90, index)), shift()]);
    expect(sum(takings)).toBe(5_000);
    const after = await standing('shifting');
    expect([after.shards.length, budgetLeft(after).used]).toEqual([5, 5_000]);
  });

  it('never take more than a budget that is lowered meanwhile, which stops at what they took', async () => {
    await open('lowered', 4_000, 4);
    const lower = async () => {
      for (let attempt = 0; ; attempt++) {
        const pool = await standing('lowered');
        const budget = Math.max(1_000, budgetLeft(pool).used);
        if ((await writePool(admitted, INSURER, 'lowered', pool, { budget, shards: 4 })) === 'written') return budget;
        await pause(attempt);
      }
    };
    const [takings, budget] = await Promise.all([all(40, (index) => take('lowered', 70, index)), lower()]);
    expect(sum(takings)).toBe(budget);
  });
});

it('a pool that was read before it was laid out anew cannot be drawn on from what was read', async () => {
  await open('old', 1_000, 2);
  const draws = [{ accumulatorId: budgetId(INSURER, 'old'), amount: 10, max: 1_000, rollingDays: 0 }];
  const old = await standing('old');
  await writePool(admitted, INSURER, 'old', old, { budget: 1_000, shards: 1 });
  await writePool(admitted, INSURER, 'old', await standing('old'), { budget: 1_000, shards: 2 });
  for (const start of [0, 1]) {
    expect((await transact(admitted, drawing(old, draws, start))).outcome).toBe('refused');
  }
});
