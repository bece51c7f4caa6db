import type { AccumulatorId, Balances } from './accumulator.ts';
import { accumulatorId, dayKey, NOTHING, periodKey, periodOf } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { CompiledLimit } from './compiled-plan.ts';
import type { Period } from './decision.ts';

/** Whose limits, on which day, and what has been taken from them before this order. */
export interface LimitContext {
  readonly insurerId: string;
  readonly planId: string;
  readonly date: CalendarDate;
  /** the insurance year that holds the date */
  readonly year: Period;
  readonly balances: Balances;
}

/** What this order has taken so far, by accumulator, and by line or order for the limits that do not accumulate. */
export type Tally = Map<string, number>;

export interface Standing {
  readonly used: number;
  readonly held: number;
  readonly period: Period | null;
}

export function accumulates({ limit }: CompiledLimit): boolean {
  return limit.per !== 'line' && limit.per !== 'order';
}

export function accumulatorIdOf({ limit }: CompiledLimit, context: LimitContext): AccumulatorId {
  return accumulatorId(
    context.insurerId,
    context.planId,
    limit.limitId,
    periodKey(limit.per, context.date, context.year),
  );
}

/** What is left of a limit for one line, after everything that earlier orders and earlier lines of this one took; never negative. */
export function roomUnder(limit: CompiledLimit, context: LimitContext, tally: Tally, lineNo: number): number {
  const taken = tally.get(tallyKey(limit, context, lineNo)) ?? 0;
  if (!accumulates(limit)) return Math.max(0, limit.max - taken);
  const { used, held } = standingOf(limit, context);
  return Math.max(0, limit.max - used - held - taken);
}

/** The least that is left of several limits; `Infinity` where there is none. */
export function leastRoom(
  limits: readonly CompiledLimit[],
  context: LimitContext,
  tally: Tally,
  lineNo: number,
): number {
  return limits.reduce((least, limit) => Math.min(least, roomUnder(limit, context, tally, lineNo)), Infinity);
}

export function take(limit: CompiledLimit, context: LimitContext, tally: Tally, lineNo: number, amount: number): void {
  const key = tallyKey(limit, context, lineNo);
  tally.set(key, (tally.get(key) ?? 0) + amount);
}

/** Used and held before this order; of a rolling limit in its fullest window that contains the date. */
export function standingOf(limit: CompiledLimit, context: LimitContext, taken = 0): Standing {
  const { per } = limit.limit;
  if (typeof per === 'object') return fullestWindow(limit.limit.limitId, per.rollingDays, context, taken);
  const { used, held } = context.balances.get(accumulatorIdOf(limit, context)) ?? NOTHING;
  return { used: used + taken, held, period: periodOf(per, context.date, context.year) };
}

function tallyKey(limit: CompiledLimit, context: LimitContext, lineNo: number): string {
  const { limitId, per } = limit.limit;
  if (per === 'line') return accumulatorId(context.insurerId, context.planId, limitId, `line ${lineNo}`);
  if (per === 'order') return accumulatorId(context.insurerId, context.planId, limitId, 'order');
  return accumulatorIdOf(limit, context);
}

/**
 * No `days` consecutive days may exceed a rolling limit, also when orders arrive late, so every window that contains the date
 * counts. Moving a window to the right until it begins on a day with usage, or on the date itself, loses nothing; so those and
 * the window that ends on the date are all that need a look.
 */
function fullestWindow(limitId: string, days: number, context: LimitContext, taken: number): Standing {
  const first = addDays(context.date, 1 - days);
  const last = addDays(context.date, days - 1);
  const prefix = accumulatorId(context.insurerId, context.planId, limitId, dayKey(''));
  const usage = [...context.balances]
    .filter(([id]) => id.startsWith(prefix))
    .map(([id, balance]) => ({ day: id.slice(prefix.length), ...balance }))
    .filter(({ day }) => day >= first && day <= last);
  if (taken > 0) usage.push({ day: context.date, used: taken, held: 0 });
  const starts = [first, ...usage.map(({ day }) => day).filter((day) => day <= context.date), context.date].toSorted();
  const windows = starts.map((from) => windowFrom(from, addDays(from, days - 1), usage));
  return windows.reduce((fullest, window) =>
    window.used + window.held > fullest.used + fullest.held ? window : fullest,
  );
}

function windowFrom(
  from: CalendarDate,
  to: CalendarDate,
  usage: readonly { day: string; used: number; held: number }[],
) {
  const inside = usage.filter(({ day }) => day >= from && day <= to);
  return {
    used: inside.reduce((total, { used }) => total + used, 0),
    held: inside.reduce((total, { held }) => total + held, 0),
    period: { from, to },
  };
}
