import type { AccumulatorId } from './accumulator.ts';
import { periodKey, periodOf } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import { dayNumber } from './calendar.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { Period } from './decision.ts';

/** What an accumulator of a limit is called, the period it counts, and what it was named from. */
export interface AccumulatorName {
  readonly insurerId: string;
  readonly year: Period;
  /** the days that it holds, since 1970-01-01 */
  readonly firstDay: number;
  readonly lastDay: number;
  /** without the holder, where that is a family */
  readonly id: AccumulatorId;
  readonly period: Period | null;
}

/** A day as the engine carries it: its date, and the same as days since 1970-01-01. */
export interface Day {
  readonly date: CalendarDate;
  readonly day: number;
}

/**
 * The accumulator of a limit on a day; `holder` is what follows the period. Orders ask for the same few again and again, so a limit
 * remembers the one named last: to look a text up again is cheap, to make one is not.
 */
export function accumulatorName(
  compiled: CompiledLimit,
  insurerId: string,
  { date, day }: Day,
  year: Period,
  holder: string,
): AccumulatorName {
  const { recent } = compiled;
  if (recent !== undefined && day >= recent.firstDay && day <= recent.lastDay) {
    if (recent.insurerId === insurerId && recent.year.from === year.from && recent.year.to === year.to) return recent;
  }
  const { per } = compiled.limit;
  const period = periodOf(per, date, year);
  const id = `${insurerId}${compiled.path}${periodKey(per, date, year)}${holder}`;
  const firstDay = period === null ? -Infinity : dayNumber(period.from);
  const lastDay = period === null ? Infinity : dayNumber(period.to);
  const name = { insurerId, year, firstDay, lastDay, id, period };
  compiled.recent = name;
  return name;
}
