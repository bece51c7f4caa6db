import type { AccumulatorId, Balances } from './accumulator.ts';
import { familyHolder, NOTHING, periodKey, periodOf, yearPeriod } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { Coverage } from './coverage.ts';
import type { Period } from './decision.ts';
import { fullestWindow } from './rolling-window.ts';

/** One limit while an order is decided: what stood against it before, and what this order has taken so far. */
export interface LimitCell {
  readonly compiled: CompiledLimit;
  /** empty where the limit does not accumulate */
  readonly accumulatorId: AccumulatorId;
  readonly used: number;
  readonly held: number;
  readonly period: Period | null;
  /** by this order; of a limit per line, by the line that is being decided */
  taken: number;
  /** of a limit per line: which line that is */
  lineNo: number;
  /** of a count: whether the order is counted already */
  counted: boolean;
}

/** The limits of one coverage for one order, each opened when it is first asked for. */
export interface LimitBook {
  readonly coverage: Coverage;
  readonly plan: CompiledPlan;
  readonly date: CalendarDate;
  readonly balances: Balances;
  readonly memberId: string;
  /** the insurance year that holds the date */
  readonly year: Period;
  /** by the position of the limit */
  readonly cells: (LimitCell | undefined)[];
  /** cells of all coverages of the order: two coverages of one plan share their accumulators */
  readonly shared: Map<string, LimitCell> | undefined;
}

export interface BookOf {
  readonly coverage: Coverage;
  readonly plan: CompiledPlan;
  readonly date: CalendarDate;
  readonly balances: Balances;
  readonly memberId: string;
  readonly shared?: Map<string, LimitCell> | undefined;
}

export function limitBook({ coverage, plan, date, balances, memberId, shared }: BookOf): LimitBook {
  const year = yearPeriod(plan.plan.year, coverage.from, date);
  return { coverage, plan, date, balances, memberId, year, cells: [], shared };
}

export function cellOf(book: LimitBook, limit: CompiledLimit): LimitCell {
  return (book.cells[limit.position] ??= openCell(book, limit));
}

/** What is left of a limit for one line, after earlier orders and earlier lines of this one; never negative. */
export function roomIn(cell: LimitCell, lineNo: number): number {
  if (cell.compiled.limit.per === 'line' && cell.lineNo !== lineNo) {
    cell.lineNo = lineNo;
    cell.taken = 0;
  }
  const room = cell.compiled.max - cell.used - cell.held - cell.taken;
  return room > 0 ? room : 0;
}

/** The least that is left of several limits; `Infinity` where there is none. */
export function leastRoom(book: LimitBook, limits: readonly CompiledLimit[], lineNo: number): number {
  let least = Infinity;
  for (const limit of limits) least = Math.min(least, roomIn(cellOf(book, limit), lineNo));
  return least;
}

export function takeFrom(book: LimitBook, limits: readonly CompiledLimit[], amount: number): void {
  if (amount > 0) for (const limit of limits) cellOf(book, limit).taken += amount;
}

/** The last day of the period that holds the order; none where the limit has no such day. */
export function lastDayOf(compiled: CompiledLimit, book: LimitBook): CalendarDate | undefined {
  if (!compiled.accumulates || compiled.rollingDays > 0) return undefined;
  return periodOf(compiled.limit.per, book.date, yearOf(book, compiled))?.to;
}

function openCell(book: LimitBook, compiled: CompiledLimit): LimitCell {
  const accumulatorId = compiled.accumulates ? accumulatorIdIn(book, compiled) : '';
  if (book.shared === undefined) return newCell(book, compiled, accumulatorId);
  const key = accumulatorId === '' ? `${book.coverage.insurerId}${compiled.path}` : accumulatorId;
  const known = book.shared.get(key);
  if (known !== undefined) return known;
  const cell = newCell(book, compiled, accumulatorId);
  book.shared.set(key, cell);
  return cell;
}

function newCell(book: LimitBook, compiled: CompiledLimit, accumulatorId: AccumulatorId): LimitCell {
  const { used, held, period } = standing(book, compiled, accumulatorId);
  return { compiled, accumulatorId, used, held, period, taken: 0, lineNo: 0, counted: false };
}

function standing(book: LimitBook, compiled: CompiledLimit, accumulatorId: AccumulatorId) {
  if (!compiled.accumulates) return { ...NOTHING, period: null };
  if (compiled.rollingDays > 0) return fullestWindow(book.balances, accumulatorId, book.date, compiled.rollingDays, 0);
  const { used, held } = book.balances.get(accumulatorId) ?? NOTHING;
  return { used, held, period: periodOf(compiled.limit.per, book.date, yearOf(book, compiled)) };
}

/** The accumulator of a limit on the order's date. Family totals always use the calendar year. */
function accumulatorIdIn(book: LimitBook, compiled: CompiledLimit): AccumulatorId {
  const { insurerId } = book.coverage;
  const id = `${insurerId}${compiled.path}${periodKey(compiled.limit.per, book.date, yearOf(book, compiled))}`;
  return compiled.scope === 'family' ? `${id}${familyHolder(book.coverage.familyId, book.memberId)}` : id;
}

function yearOf(book: LimitBook, { scope }: CompiledLimit): Period {
  return scope === 'member' ? book.year : yearPeriod('calendar', book.coverage.from, book.date);
}
