import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Balance, Balances } from '../../lambdas/domain/accumulator.ts';
import { NOTHING } from '../../lambdas/domain/accumulator.ts';
import { addDays } from '../../lambdas/domain/calendar.ts';
import type { PoolDraw } from '../../lambdas/domain/pool-shards.ts';
import { bearingShard, poolTotals, shareOf, spreadTotals, withDraws } from '../../lambdas/domain/pool-shards.ts';
import { fullestWindow } from '../../lambdas/domain/rolling-window.ts';

const counts = fc.integer({ min: 1, max: 16 });
const amounts = fc.integer({ min: 0, max: 1_000_000 });
const BUDGET = 'insurer//budget/L@P:p';
const DATE = '2026-06-15';
const dayId = (day: string): string => `insurer/plan/limit/D${day}@P:p`;

describe('the shares of an amount', () => {
  it('add up to it, and none shrinks as it grows', () => {
    fc.assert(
      fc.property(amounts, amounts, counts, (amount, more, count) => {
        const shares = (of: number) => Array.from({ length: count }, (_, index) => shareOf(of, index, count));
        expect(shares(amount).reduce((a, b) => a + b)).toBe(amount);
        expect(shares(amount + more).every((share, index) => share >= (shares(amount)[index] ?? 0))).toBe(true);
      }),
    );
  });
});

const balances = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), amounts, amounts), { maxLength: 8 });
const balancesOf = (entries: readonly (readonly [string, number, number])[]): Balances =>
  new Map(entries.map(([id, used, held]) => [`insurer/plan/${id}/L@P:p`, { used, held }]));
const nonzero = (of: Balances) => Object.fromEntries([...of].filter(([, { used, held }]) => used + held > 0));

describe('totals that are spread', () => {
  it('are the same totals, with nothing negative, and each within its quota where the total is within its maximum', () => {
    fc.assert(
      fc.property(balances, counts, amounts, (entries, count, spare) => {
        const totals = balancesOf(entries);
        const shards = spreadTotals(totals, count);
        expect(shards).toHaveLength(count);
        expect(nonzero(poolTotals(shards))).toEqual(nonzero(totals));
        for (const [index, shard] of shards.entries()) {
          for (const [id, { used, held }] of shard) {
            expect(Math.min(used, held)).toBeGreaterThanOrEqual(0);
            const { used: allUsed, held: allHeld } = totals.get(id) ?? NOTHING;
            expect(used + held).toBeLessThanOrEqual(shareOf(allUsed + allHeld + spare, index, count));
          }
        }
      }),
    );
  });

  it('of many days lie evenly in every window, as a rolling limit counts them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }), counts, (days, count) => {
        const total = new Map<string, Balance>(
          days.map((used, index) => [dayId(addDays(DATE, index)), { used, held: 0 }]),
        );
        const whole = fullestWindow(total, dayId(DATE), DATE, 30).used;
        for (const shard of spreadTotals(total, count)) {
          expect(fullestWindow(shard, dayId(DATE), DATE, 30).used).toBeLessThanOrEqual(Math.ceil(whole / count));
        }
      }),
    );
  });
});

const draw = (amount: number, max: number, over: Partial<PoolDraw> = {}): PoolDraw => ({
  ...{ accumulatorId: BUDGET, amount, max, rollingDays: 0 },
  ...over,
});
const holding = (...used: readonly number[]): Balances[] =>
  used.map((one) => new Map([[BUDGET, { used: one, held: 0 }]]));

describe('the shard that an order draws on', () => {
  it.each<[string, Balances[], PoolDraw[], number, number | undefined]>([
    ['is the first from its own on', holding(0, 0, 0), [draw(10, 300)], 1, 1],
    ['is a later one where its own cannot bear it', holding(0, 95, 100), [draw(10, 300)], 1, 0],
    ['is none where none can', holding(95, 95, 95), [draw(10, 300)], 0, undefined],
    ['may be filled to the last fen', holding(90), [draw(10, 100)], 0, 0],
    ['holds what is held as well', [new Map([[BUDGET, { used: 50, held: 41 }]])], [draw(10, 100)], 0, undefined],
    ['bears every draw of the order', holding(0, 0), [draw(10, 100), draw(1, 1, { accumulatorId: 'c' })], 1, 0],
    ['is none while another is over its quota', holding(0, 51), [draw(10, 100)], 0, undefined],
  ])('%s', (_, shards, draws, start, expected) => {
    expect(bearingShard(shards, draws, DATE, start)).toBe(expected);
  });

  it('counts the fullest window of a rolling limit', () => {
    const shard = new Map([[dayId('2026-06-01'), { used: 95, held: 0 }]]);
    const rolling = (rollingDays: number) => [draw(10, 100, { accumulatorId: dayId(DATE), rollingDays })];
    expect(bearingShard([shard], rolling(30), DATE, 0)).toBe(undefined);
    expect(bearingShard([shard], rolling(10), DATE, 0)).toBe(0);
  });

  it('keeps a pool within its maximum, whatever is drawn and however old the other shards are as read', () => {
    const orders = fc.array(
      fc.record({
        ...{ amount: fc.integer({ min: 1, max: 60 }), start: fc.nat(15), age: fc.nat(5) },
        as: fc.constantFrom('used', 'held'),
      }),
    );
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 500 }), orders, (count, max, drawn) => {
        const history: (readonly Balances[])[] = [spreadTotals(new Map(), count)];
        for (const { amount, start, age, as } of drawn) {
          const now = history.at(-1) ?? [];
          const asRead = history.at(-1 - Math.min(age, history.length - 1)) ?? [];
          const index = bearingShard(asRead, [draw(amount, max)], DATE, start % count);
          // its write holds only where the one shard that it writes has not moved since
          if (index === undefined || now[index] !== asRead[index]) continue;
          history.push(now.map((shard, at) => (at === index ? withDraws(shard, [draw(amount, max)], as) : shard)));
        }
        const { used, held } = poolTotals(history.at(-1) ?? []).get(BUDGET) ?? NOTHING;
        expect(used + held).toBeLessThanOrEqual(max);
      }),
    );
  });
});
