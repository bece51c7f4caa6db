import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { Move } from '../../lambdas/domain/move.ts';
import { budgetLeft } from '../../lambdas/domain/pool-budget.ts';
import { budgetId } from '../../lambdas/domain/pool.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import { readPool, writePool } from '../../lambdas/storage/pool-book.ts';
import type { Pool } from '../../lambdas/storage/pool-item.ts';
import { poolJournalWrites, readShardCounts } from '../../lambdas/storage/pool-journal.ts';
import { poolWrites } from '../../lambdas/storage/pool-writes.ts';
import { reapWrites } from '../../lambdas/storage/reap-holds.ts';
import { transact } from '../../lambdas/storage/transact.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

const INSURER = 'insurer-a';
const NOW = Date.parse('2026-06-15T10:00:00+08:00');
const UNTIL = NOW + 60_000;
const BUDGET = 1_000;
const admitted = Promise.resolve();
const orderId = (name: string) => orderIdOf('hospital-a', name);

/** A pool of its own, and what befalls it. */
async function opened(poolId: string, shards: number) {
  const accumulatorId = budgetId(INSURER, poolId);
  await writePool(admitted, INSURER, poolId, undefined, { budget: BUDGET, shards });
  const read = async (now = NOW): Promise<Pool> => {
    const pool = await readPool(poolId, now);
    if (pool === undefined) throw new Error(`no pool ${poolId}`);
    return pool;
  };
  const take = async (name: string, amount: number, until?: number, now = NOW) => {
    const pool = await read(now);
    const draws = [{ accumulatorId, amount, max: pool.budget, rollingDays: 0 }];
    const writes = poolWrites(pool, { orderId: orderId(name), draws, date: '2026-06-15', until });
    return writes === 'lapsed' ? writes : (await transact(admitted, writes)).outcome;
  };
  const draw = (amount: number): readonly Draw[] => [{ accumulatorId, amount }];
  const hold = (amount: number, left = amount) => ({ draws: draw(amount), held: draw(left), expiresAt: UNTIL });
  const move = async (name: string, of: Partial<Move>, counts?: ReadonlyMap<string, number>) => {
    const whole: Move = { memberId: 'M-1', hold: undefined, stays: undefined, used: [], captures: false, ...of };
    const shardCounts = counts ?? (await readShardCounts([...(whole.hold?.draws ?? []), ...whole.used]));
    return (await transact(admitted, poolJournalWrites(orderId(name), whole, shardCounts, `${name}.1`))).outcome;
  };
  const lay = async (count: number, now = NOW) =>
    writePool(admitted, INSURER, poolId, await read(now), { budget: BUDGET, shards: count });
  const left = async (now = NOW) => budgetLeft(await read(now));
  const holdItems = async () => {
    const keys = (await storedItems(connector)).map(({ pk, sk }) => [pk?.S, sk?.S ?? ''] as const);
    return keys.filter(([pk, sk]) => pk === `POOL#${poolId}` && sk.split('#').length === 3).length;
  };
  return { accumulatorId, read, take, draw, hold, move, lay, left, holdItems };
}

describe('what an authorization holds of a pool', () => {
  it('counts until its instant and not from it on, though it still stands in the shards', async () => {
    const { accumulatorId, read, take, left } = await opened('instant', 2);
    expect(await take('HX-1', 400, UNTIL)).toBe('written');
    expect(await left(UNTIL - 1)).toEqual({ used: 0, held: 400, remaining: 600 });
    expect(await left(UNTIL)).toEqual({ used: 0, held: 0, remaining: BUDGET });
    const standing = (await read(UNTIL)).shards.map(({ balances }) => balances.get(accumulatorId)?.held ?? 0);
    expect(standing.reduce((sum, held) => sum + held, 0)).toBe(400);
  });

  it('is used in parts, of which each takes from the hold what it uses', async () => {
    const { draw, hold, take, move, left, holdItems } = await opened('parts', 2);
    await take('HX-1', 400, UNTIL);
    await move('HX-1', { hold: hold(400), stays: draw(300), used: draw(100), captures: true });
    expect(await left()).toEqual({ used: 100, held: 300, remaining: 600 });
    expect(await left(UNTIL)).toEqual({ used: 100, held: 0, remaining: 900 });
    await move('HX-1', { hold: hold(400, 300), stays: draw(250), used: draw(50), captures: true });
    expect(await left()).toEqual({ used: 150, held: 250, remaining: 600 });
    await move('HX-1', { hold: hold(400, 250), used: draw(50), captures: true });
    expect(await left()).toEqual({ used: 200, held: 0, remaining: 800 });
    expect(await holdItems()).toBe(0);
  });

  it('is given back to any shard, which may then hold less than nothing, and nothing is lost or exceeded', async () => {
    const { accumulatorId, draw, read, take, move, left } = await opened('back', 4);
    for (const name of ['HX-1', 'HX-2', 'HX-3', 'HX-4']) expect(await take(name, 250)).toBe('written');
    expect(await left()).toEqual({ used: BUDGET, held: 0, remaining: 0 });
    // three times to the shard with which one order begins
    for (let time = 0; time < 3; time++) await move('HX-1', { used: draw(-250) });
    const used = (await read()).shards.map(({ balances }) => balances.get(accumulatorId)?.used ?? 0);
    expect(used.toSorted((a, b) => a - b)).toEqual([-500, 250, 250, 250]);
    expect(await take('HX-5', 750)).toBe('written');
    expect(await left()).toEqual({ used: BUDGET, held: 0, remaining: 0 });
  });
});

describe('the room of holds that have ended', () => {
  it('is not used before they are gone, as long as it is needed', async () => {
    const { read, take, left, holdItems } = await opened('room', 2);
    await take('HX-1', 600, UNTIL);
    expect(await take('HX-2', 100, undefined, UNTIL)).toBe('written');
    expect(await holdItems()).toBe(1);
    expect(await take('HX-3', 800, undefined, UNTIL)).toBe('lapsed');
    const pool = await read(UNTIL);
    expect((await transact(admitted, reapWrites('room', pool.lapsed))).outcome).toBe('written');
    expect(await holdItems()).toBe(0);
    expect(await take('HX-3', 800, undefined, UNTIL)).toBe('written');
    // also for a request whose clock is behind
    expect(await left(NOW)).toEqual({ used: 900, held: 0, remaining: 100 });
  });

  it('is freed once, however many tidy it away at once, and nobody captures such a hold any more', async () => {
    const { draw, hold, read, take, move, left } = await opened('once', 3);
    await take('HX-1', 600, UNTIL);
    const { lapsed } = await read(UNTIL);
    const reaping = await Promise.all([1, 2, 3, 4].map(() => transact(admitted, reapWrites('once', lapsed))));
    expect(reaping.filter(({ outcome }) => outcome === 'written')).toHaveLength(1);
    expect(await move('HX-1', { hold: hold(600), used: draw(600), captures: true })).toBe('refused');
    expect(await left()).toEqual({ used: 0, held: 0, remaining: BUDGET });
  });

  it('is not freed by who has read the hold before it was captured in part', async () => {
    const { draw, hold, read, take, move, left } = await opened('partly', 2);
    await take('HX-1', 600, UNTIL);
    const { lapsed } = await read(UNTIL);
    await move('HX-1', { hold: hold(600), stays: draw(200), used: draw(400), captures: true });
    expect((await transact(admitted, reapWrites('partly', lapsed))).outcome).toBe('refused');
    expect(await left(UNTIL)).toEqual({ used: 400, held: 0, remaining: 600 });
  });

  it('is freed before the pool is laid out anew', async () => {
    const { take, lay, left, holdItems } = await opened('laid', 2);
    await take('HX-1', 600, UNTIL);
    expect(await lay(3, UNTIL)).toBe('contended');
    expect(await holdItems()).toBe(0);
    expect(await lay(3, UNTIL)).toBe('written');
    expect(await left()).toEqual({ used: 0, held: 0, remaining: BUDGET });
  });
});

describe('a pool that is laid out anew while something is held', () => {
  it('keeps the hold, which is captured as before', async () => {
    const { draw, hold, take, move, lay, left } = await opened('kept', 4);
    await take('HX-1', 200, UNTIL);
    await take('HX-2', 250);
    expect(await lay(1)).toBe('written');
    expect(await left()).toEqual({ used: 250, held: 200, remaining: 550 });
    expect(await move('HX-1', { hold: hold(200), used: draw(150), captures: true })).toBe('written');
    expect(await left()).toEqual({ used: 400, held: 0, remaining: 600 });
  });

  it('refuses a move to a shard that is gone, which is then made to another one', async () => {
    const { draw, take, move, lay, left } = await opened('fewer', 16);
    const names = Array.from({ length: 12 }, (_, index) => `HX-${index}`);
    for (const name of names) await take(name, 10);
    const before = await readShardCounts(draw(1));
    expect(await lay(1)).toBe('written');
    const refused: string[] = [];
    for (const name of names) if ((await move(name, { used: draw(-10) }, before)) !== 'written') refused.push(name);
    expect(refused.length).toBeGreaterThan(0);
    for (const name of refused) expect(await move(name, { used: draw(-10) })).toBe('written');
    expect(await left()).toEqual({ used: 0, held: 0, remaining: BUDGET });
  });
});
