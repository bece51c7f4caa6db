import type { AccumulatorId, Balances } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { Period } from './decision.ts';

interface DayUsage {
  readonly day: CalendarDate;
  readonly used: number;
  readonly held: number;
}

export interface Window {
  readonly used: number;
  readonly held: number;
  readonly period: Period;
}

/**
 * No `days` consecutive days may exceed a rolling limit, also when orders arrive late, so every window that contains the date
 * counts. Moving a window to the right until it begins on a day with usage, or on the date itself, loses nothing; so those and
 * the window that ends on the date are all that need a look. What an order of the date takes adds to all of them alike.
 */
export function fullestWindow(balances: Balances, ofDate: AccumulatorId, date: CalendarDate, days: number): Window {
  const [first, last] = [addDays(date, 1 - days), addDays(date, days - 1)];
  const usage = usageBetween(balances, ofDate, date, first, last);
  let fullest = windowFrom(first, days, usage);
  const starts = [...usage.map(({ day }) => day).filter((day) => day <= date), date].toSorted();
  for (const start of starts) {
    const window = windowFrom(start, days, usage);
    if (window.used + window.held > fullest.used + fullest.held) fullest = window;
  }
  return fullest;
}

/** The daily totals of one limit and holder: ids that differ from the date's own in the day alone. */
function usageBetween(
  balances: Balances,
  ofDate: AccumulatorId,
  date: CalendarDate,
  first: CalendarDate,
  last: CalendarDate,
) {
  const at = dayAt(ofDate, date);
  const [before, after] = [ofDate.slice(0, at), ofDate.slice(at + date.length)];
  const usage: DayUsage[] = [];
  for (const [id, { used, held }] of balances) {
    if (!id.startsWith(before) || id.slice(at + date.length) !== after) continue;
    const day = id.slice(at, at + date.length);
    if (day >= first && day <= last) usage.push({ day, used, held });
  }
  return usage;
}

/** Where an id names its day, which is where its period ends: a family's or a pool's own id may well hold a date too. */
function dayAt(ofDate: AccumulatorId, date: CalendarDate): number {
  const holder = ofDate.indexOf('@');
  return (holder < 0 ? ofDate.length : holder) - date.length;
}

function windowFrom(from: CalendarDate, days: number, usage: readonly DayUsage[]): Window {
  const to = addDays(from, days - 1);
  let [used, held] = [0, 0];
  for (const one of usage) {
    if (one.day < from || one.day > to) continue;
    used += one.used;
    held += one.held;
  }
  return { used, held, period: { from, to } };
}
