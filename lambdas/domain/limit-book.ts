import type { AccumulatorId, Balances } from './accumulator.ts';
import { familyHolder, NOTHING, periodKey, periodOf, yearPeriod } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import type { CompiledLimit, NamedAccumulator } from './compiled-limit.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { Coverage } from './coverage.ts';
import type { Period } from './decision.ts';
import type { PoolBudgets } from './pool.ts';
import { poolHolder } from './pool.ts';
import type { Window } from './rolling-window.ts';
import { fullestWindow } from './rolling-window.ts';

/** One limit while an order is decided: what stood against it before, and what this order has taken so far. */
export interface LimitCell {
  readonly compiled: CompiledLimit;
  /** empty where the limit does not accumulate */
  readonly accumulatorId: AccumulatorId;
  readonly used: number;
  readonly held: number;
  readonly period: Period | null;
  /** of a limit on amounts of scope pool: the pool's own budget */
  readonly budget: BudgetCell | undefined;
  /** by this order; of a limit per line, by each of its lines */
  taken: number;
  readonly takenByLine: Map<number, number> | undefined;
  /** what of it is drawn when the order settles: lines on which the insurer pays nothing draw on no count and no quantity */
  drawn: number;
}

/** A pool's budget while an order is decided; one for all limits and all coverages that draw on it. */
export interface BudgetCell {
  readonly left: number;
  taken: number;
}

/** What all coverages of an order share: two coverages of one plan count in the same accumulators, two limits in the same pool. */
export interface SharedCells {
  readonly balances: Balances;
  /** instead of the balances of days, where they are known */
  readonly windows: ReadonlyMap<AccumulatorId, Window> | undefined;
  readonly pools: PoolBudgets;
  /** opened when the first pool is asked for */
  budgets: Map<string, BudgetCell> | undefined;
  /** undefined where one coverage decides alone */
  readonly cells: Map<string, LimitCell> | undefined;
}

/** The limits of one coverage for one order, each opened when it is first asked for. */
export interface LimitBook {
  readonly coverage: Coverage;
  readonly plan: CompiledPlan;
  readonly date: CalendarDate;
  readonly memberId: string;
  /** the insurance year that holds the date */
  readonly year: Period;
  /** by the position of the limit */
  readonly cells: (LimitCell | undefined)[];
  readonly shared: SharedCells;
}

export function limitBook(
  coverage: Coverage,
  plan: CompiledPlan,
  date: CalendarDate,
  memberId: string,
  shared: SharedCells,
): LimitBook {
  return { coverage, plan, date, memberId, year: yearPeriod(plan.plan.year, coverage.from, date), cells: [], shared };
}

export function cellOf(book: LimitBook, limit: CompiledLimit): LimitCell {
  return (book.cells[limit.position] ??= openCell(book, limit));
}

/** What is left of a limit for one line, after earlier orders and earlier lines of this one; never negative. */
export function roomIn(cell: LimitCell, lineNo: number): number {
  const taken = cell.takenByLine === undefined ? cell.taken : (cell.takenByLine.get(lineNo) ?? 0);
  return leastLeft(cell, cell.compiled.max - cell.used - cell.held - taken);
}

/** What a limit leaves, and, where it is a pool's, the pool's budget: whichever is less, and never less than nothing. */
export function leastLeft({ budget }: LimitCell, left: number): number {
  const least = budget === undefined ? left : Math.min(left, budget.left - budget.taken);
  return least > 0 ? least : 0;
}

/** The least that is left of several limits; `Infinity` where there is none. */
export function leastRoom(book: LimitBook, limits: readonly CompiledLimit[], lineNo: number): number {
  let least = Infinity;
  for (const limit of limits) least = Math.min(least, roomIn(cellOf(book, limit), lineNo));
  return least;
}

export function takeFrom(book: LimitBook, limits: readonly CompiledLimit[], lineNo: number, amount: number): void {
  if (amount === 0) return;
  for (const limit of limits) {
    const cell = cellOf(book, limit);
    if (cell.takenByLine === undefined) cell.taken += amount;
    else cell.takenByLine.set(lineNo, (cell.takenByLine.get(lineNo) ?? 0) + amount);
  }
}

/** Takes a line's payment from the budgets of pools, from each once, however many limits name it. */
export function takeFromPools({ shared }: LimitBook, poolIds: readonly string[], amount: number): void {
  for (const poolId of poolIds) budgetOf(shared, poolId).taken += amount;
}

/** The last day of the period that holds the order; none where the limit has no such day. */
export function lastDayOf(compiled: CompiledLimit, book: LimitBook): CalendarDate | undefined {
  if (!compiled.accumulates || compiled.rollingDays > 0) return undefined;
  return periodOf(compiled.limit.per, book.date, yearOf(book, compiled))?.to;
}

function openCell(book: LimitBook, compiled: CompiledLimit): LimitCell {
  const { cells } = book.shared;
  if (cells === undefined) return newCell(book, compiled, idOf(book, compiled));
  const accumulatorId = idOf(book, compiled);
  const key =
    accumulatorId === '' ? `${book.coverage.insurerId}${compiled.path}${holderOf(book, compiled)}` : accumulatorId;
  const known = cells.get(key);
  if (known !== undefined) return known;
  const cell = newCell(book, compiled, accumulatorId);
  cells.set(key, cell);
  return cell;
}

function newCell(book: LimitBook, compiled: CompiledLimit, accumulatorId: AccumulatorId): LimitCell {
  const { used, held, period } = standing(book, compiled, accumulatorId);
  const { poolId } = compiled;
  const budget = poolId === undefined || !compiled.isAmount ? undefined : budgetOf(book.shared, poolId);
  const takenByLine = compiled.isPerLine ? new Map<number, number>() : undefined;
  return { compiled, accumulatorId, used, held, period, budget, taken: 0, takenByLine, drawn: 0 };
}

function budgetOf(shared: SharedCells, poolId: string): BudgetCell {
  const budgets = (shared.budgets ??= new Map<string, BudgetCell>());
  const known = budgets.get(poolId);
  if (known !== undefined) return known;
  const opened = { left: shared.pools.get(poolId) ?? 0, taken: 0 };
  budgets.set(poolId, opened);
  return opened;
}

function standing(book: LimitBook, compiled: CompiledLimit, accumulatorId: AccumulatorId) {
  if (!compiled.accumulates) return NOTHING_EVER;
  const { balances, windows } = book.shared;
  if (compiled.rollingDays > 0)
    return windows?.get(accumulatorId) ?? fullestWindow(balances, accumulatorId, book.date, compiled.rollingDays);
  const { used, held } = balances.get(accumulatorId) ?? NOTHING;
  return { used, held, period: namedFor(book, compiled).period };
}

const NOTHING_EVER = { ...NOTHING, period: null };

/** The accumulator of a limit on the order's date; none where the limit is forgotten with the order. */
function idOf(book: LimitBook, compiled: CompiledLimit): AccumulatorId {
  if (!compiled.accumulates) return '';
  const { id } = namedFor(book, compiled);
  return compiled.scope === 'family' ? `${id}${holderOf(book, compiled)}` : id;
}

function holderOf({ coverage, memberId }: LimitBook, { scope, poolId }: CompiledLimit): string {
  if (scope === 'family') return familyHolder(coverage.familyId, memberId);
  return poolId === undefined ? '' : poolHolder(poolId);
}

function namedFor(book: LimitBook, compiled: CompiledLimit): NamedAccumulator {
  const { recent } = compiled;
  const { insurerId } = book.coverage;
  const year = yearOf(book, compiled);
  if (recent?.insurerId === insurerId && isSame(recent.year, year) && holds(recent, book.date)) return recent;
  const { per } = compiled.limit;
  const holder = compiled.scope === 'family' ? '' : holderOf(book, compiled);
  const id = `${insurerId}${compiled.path}${periodKey(per, book.date, year)}${holder}`;
  const named = { insurerId, date: book.date, year, id, period: periodOf(per, book.date, year) };
  compiled.recent = named;
  return named;
}

const isSame = (one: Period, other: Period): boolean => one.from === other.from && one.to === other.to;

function holds({ date, period }: NamedAccumulator, other: CalendarDate): boolean {
  return date === other || period === null || (period.from <= other && other <= period.to);
}

/** Family and pool totals always use the calendar year. */
function yearOf(book: LimitBook, { scope }: CompiledLimit): Period {
  return scope === 'member' ? book.year : yearPeriod('calendar', book.coverage.from, book.date);
}
