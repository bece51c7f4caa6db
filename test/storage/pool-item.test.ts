import { describe, expect, it } from 'vitest';
import type { Balance } from '../../lambdas/domain/accumulator.ts';
import { addDays } from '../../lambdas/domain/calendar.ts';
import { poolTotals } from '../../lambdas/domain/pool-shards.ts';
import type { PoolLayout } from '../../lambdas/storage/pool-item.ts';
import { parsePool, shardItem } from '../../lambdas/storage/pool-item.ts';

const POOL = 'relief-2026';
const layout = (over: Partial<PoolLayout> = {}): PoolLayout => ({
  ...{ insurerId: 'insurer-a', budget: 1_000, count: 2, laidOutAt: 3 },
  ...over,
});
const held = new Map([['insurer-a//budget/L@P:relief-2026', { used: 10, held: 4 }]]);
const shards = (of: PoolLayout, indices: readonly number[]) => indices.map((index) => shardItem(POOL, index, of, held));

describe('the shards of a pool', () => {
  it('are one pool, held amounts and all', () => {
    const pool = parsePool(POOL, shards(layout(), [0, 1]), []);
    if (pool === undefined || pool === 'torn') throw new Error('no pool');
    expect(pool).toMatchObject({ insurerId: 'insurer-a', budget: 1_000, shards: [{ revision: 3 }, { revision: 3 }] });
    expect([...poolTotals(pool.shards.map(({ balances }) => balances)).values()]).toEqual([{ used: 20, held: 8 }]);
  });

  it.each([
    ['of two layouts', [...shards(layout(), [0]), ...shards(layout({ laidOutAt: 4 }), [1])]],
    ['some of which are gone already', shards(layout(), [0])],
    ['some of which are not gone yet', [...shards(layout({ count: 1, laidOutAt: 4 }), [0]), ...shards(layout(), [1])]],
    ['more than there are', shards(layout(), [0, 1, 2])],
  ])('%s are torn: to be read again', (_, items) => {
    expect(parsePool(POOL, items, [])).toBe('torn');
  });

  it('are no pool where there are none', () => expect(parsePool(POOL, [], [])).toBe(undefined));
});

it('a total for every day of ten years, of four limits with ids of full length, stays far below 400 KB', () => {
  const totals = new Map<string, Balance>();
  for (let limit = 0; limit < 4; limit++) {
    for (let day = 0; day < 3_653; day++) {
      const id = `insurer-a/plan/${'l'.repeat(63)}${limit}/D${addDays('2026-01-01', day)}@P:${'p'.repeat(64)}`;
      // as scattered as the takings of a large pool's day
      totals.set(id, { used: (day * 7_919_017 + limit * 104_729) % 99_999_989, held: 0 });
    }
  }
  const item = shardItem(POOL, 0, layout(), totals);
  expect(item['b']?.B?.length).toBeLessThan(160_000);
  const pool = parsePool(POOL, [item, shardItem(POOL, 1, layout(), new Map())], []);
  if (pool === undefined || pool === 'torn') throw new Error('no pool');
  expect(pool.shards[0]?.balances).toEqual(totals);
});
