import type { AccumulatorId, Balance, Balances } from './accumulator.ts';
import { NOTHING } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import { fullestWindow } from './rolling-window.ts';

/**
 * A pool is kept in shards, so that many orders can draw on it at once without touching the same item. Each shard holds a part of
 * what was taken and may fill its quota, an equal share of the maximum; the quotas add up to the maximum, so as long as every shard
 * stays within its own, the pool does (docs/architecture.md, "A pool in shards").
 */
export interface PoolDraw {
  readonly accumulatorId: AccumulatorId;
  /** fen, orders or ten-thousandths of a unit; above 0 */
  readonly amount: number;
  /** of the limit, or the budget */
  readonly max: number;
  /** 0: not a rolling limit */
  readonly rollingDays: number;
}

/** One of `count` equal shares of an amount: they differ by one at most, never shrink as the amount grows, and add up to it. */
export function shareOf(amount: number, index: number, count: number): number {
  return Math.floor(amount / count) + (index < amount % count ? 1 : 0);
}

/**
 * The shard from which all draws of an order can be taken, the first from `start` on; undefined where none can bear them, or where
 * a shard is over its quota, because a maximum was lowered or a window is filled unevenly: then nothing follows from one shard alone.
 */
export function bearingShard(
  shards: readonly Balances[],
  draws: readonly PoolDraw[],
  date: CalendarDate,
  start: number,
): number | undefined {
  const count = shards.length;
  // by shard and draw: what is left of the quota, less than nothing where it is exceeded
  const room = shards.map((shard, index) =>
    draws.map((draw) => shareOf(draw.max, index, count) - filled(shard, draw, date)),
  );
  if (room.some((ofShard) => ofShard.some((left) => left < 0))) return undefined;
  const indices = shards.map((_, index) => (start + index) % count);
  return indices.find((index) => draws.every(({ amount }, at) => amount <= (room[index]?.[at] ?? 0)));
}

/** What a shard holds of an accumulator; of a rolling limit, in the fullest window that holds the date. */
function filled(shard: Balances, { accumulatorId, rollingDays }: PoolDraw, date: CalendarDate): number {
  const { used, held } =
    rollingDays > 0 ? fullestWindow(shard, accumulatorId, date, rollingDays) : (shard.get(accumulatorId) ?? NOTHING);
  return used + held;
}

/** The totals of a whole pool: what all shards hold together. */
export function poolTotals(shards: readonly Balances[]): Balances {
  const totals = new Map<AccumulatorId, Balance>();
  for (const shard of shards) {
    for (const [id, { used, held }] of shard) {
      const before = totals.get(id) ?? NOTHING;
      totals.set(id, { used: before.used + used, held: before.held + held });
    }
  }
  return totals;
}

/** Balances with draws taken: used at once, or held. */
export function withDraws(balances: Balances, draws: readonly PoolDraw[], as: 'used' | 'held'): Balances {
  const after = new Map(balances);
  for (const { accumulatorId, amount } of draws) {
    const before = after.get(accumulatorId) ?? NOTHING;
    after.set(accumulatorId, { ...before, [as]: before[as] + amount });
  }
  return after;
}

/**
 * A pool's totals spread over so many shards. A share never shrinks as its amount grows, so a total within its maximum leaves every
 * shard within its quota. The days of one limit go on where the day before stopped: so any window of them is spread evenly too, as a
 * rolling limit asks for; only a day or a window that is filled to within `count` of its maximum may leave a shard one over.
 */
export function spreadTotals(totals: Balances, count: number): readonly Balances[] {
  const shards = Array.from({ length: count }, () => new Map<AccumulatorId, Balance>());
  const offsets = new Map<string, number>();
  for (const [id, { used, held }] of [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const series = seriesOf(id);
    const offset = series === undefined ? 0 : (offsets.get(series) ?? 0);
    if (series !== undefined) offsets.set(series, (offset + used + held) % count);
    for (const [index, shard] of shards.entries()) {
      const turn = (index - offset + count) % count;
      const ofHeld = shareOf(held, turn, count);
      const ofUsed = shareOf(used + held, turn, count) - ofHeld;
      if (ofUsed + ofHeld > 0) shard.set(id, { used: ofUsed, held: ofHeld });
    }
  }
  return shards;
}

const DAY_OF_ID = /\/D\d{4}-\d\d-\d\d(?=@|$)/;

/** What the daily totals of one limit have in common; undefined where the accumulator is not one of a day. */
function seriesOf(id: AccumulatorId): string | undefined {
  return DAY_OF_ID.test(id) ? id.replace(DAY_OF_ID, '/') : undefined;
}
