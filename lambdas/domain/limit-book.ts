import type { AccumulatorId, Balances } from './accumulator.ts';
import { familyHolder, NOTHING, yearPeriod } from './accumulator.ts';
import { accumulatorName } from './accumulator-name.ts';
import type { Day } from './accumulator-name.ts';
import type { CalendarDate } from './calendar.ts';
import { dayNumber } from './calendar.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { Coverage } from './coverage.ts';
import type { Period } from './decision.ts';
import type { BudgetCell, LimitCell } from './limit-cell.ts';
import { limitCell, roomIn, take } from './limit-cell.ts';
import type { PoolBudgets } from './pool.ts';
import { poolHolder } from './pool.ts';
import type { Window } from './rolling-window.ts';
import { fullestWindow } from './rolling-window.ts';

/** What all coverages of an order share: two coverages of one plan count in the same accumulators, two limits in the same pool. */
export interface SharedCells {
  readonly balances: Balances;
  /** instead of the balances of days, where they are known */
  readonly windows: ReadonlyMap<AccumulatorId, Window> | undefined;
  readonly pools: PoolBudgets;
  /** whether the order holds what it draws */
  readonly holds: boolean;
  /** opened when the first pool is asked for */
  budgets: Map<string, BudgetCell> | undefined;
  /** undefined where one coverage decides alone */
  readonly cells: Map<string, LimitCell> | undefined;
}

/** The limits of one coverage for one order, each opened when it is first asked for. */
export interface LimitBook extends Day {
  readonly coverage: Coverage;
  readonly plan: CompiledPlan;
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
  const year = yearPeriod(plan.plan.year, coverage.from, date);
  return { coverage, plan, date, day: dayNumber(date), memberId, year, cells: plan.unopened.slice(), shared };
}

export function cellOf(book: LimitBook, limit: CompiledLimit): LimitCell {
  return (book.cells[limit.position] ??= openCell(book, limit));
}

/** The least that is left of several limits; `Infinity` where there is none. */
export function leastRoom(book: LimitBook, limits: readonly CompiledLimit[], position: number): number {
  let least = Infinity;
  for (const limit of limits) {
    const room = roomIn(cellOf(book, limit), position);
    if (room < least) least = room;
  }
  return least;
}

export function takeFrom(book: LimitBook, limits: readonly CompiledLimit[], position: number, amount: number): void {
  if (amount > 0) for (const limit of limits) take(cellOf(book, limit), position, amount);
}

/** Takes a line's payment from the budgets of pools, from each once, however many limits name it. */
export function takeFromPools({ shared }: LimitBook, poolIds: readonly string[], amount: number): void {
  for (const poolId of poolIds) budgetOf(shared, poolId).taken += amount;
}

function openCell(book: LimitBook, compiled: CompiledLimit): LimitCell {
  const { cells } = book.shared;
  if (cells === undefined) return newCell(book, compiled);
  const own = newCell(book, compiled);
  const { accumulatorId } = own;
  const key =
    accumulatorId === '' ? `${book.coverage.insurerId}${compiled.path}${holderSuffix(book, compiled)}` : accumulatorId;
  const known = cells.get(key) ?? own;
  cells.set(key, known);
  return known;
}

function newCell(book: LimitBook, compiled: CompiledLimit): LimitCell {
  const { coverage, shared } = book;
  const { poolId } = compiled;
  const budget = poolId === undefined || !compiled.isAmount ? undefined : budgetOf(shared, poolId);
  if (!compiled.accumulates) return limitCell(compiled, '', NOTHING, null, budget);
  const isFamily = compiled.scope === 'family';
  const holder = holderSuffix(book, compiled);
  const name = accumulatorName(compiled, coverage.insurerId, book, yearOf(book, compiled), isFamily ? '' : holder);
  const id = isFamily ? `${name.id}${holder}` : name.id;
  if (compiled.rollingDays > 0) {
    const window = shared.windows?.get(id) ?? fullestWindow(shared.balances, id, book.date, compiled.rollingDays);
    return limitCell(compiled, id, window, window.period, budget);
  }
  return limitCell(compiled, id, shared.balances.get(id) ?? NOTHING, name.period, budget);
}

function budgetOf(shared: SharedCells, poolId: string): BudgetCell {
  const budgets = (shared.budgets ??= new Map<string, BudgetCell>());
  const known = budgets.get(poolId);
  if (known !== undefined) return known;
  const opened = { left: shared.pools.get(poolId) ?? 0, taken: 0 };
  budgets.set(poolId, opened);
  return opened;
}

function holderSuffix({ coverage, memberId }: LimitBook, { scope, poolId }: CompiledLimit): string {
  if (scope === 'family') return familyHolder(coverage.familyId, memberId);
  return poolId === undefined ? '' : poolHolder(poolId);
}

/** Family and pool totals always use the calendar year. */
function yearOf(book: LimitBook, { scope }: CompiledLimit): Period {
  return scope === 'member' ? book.year : yearPeriod('calendar', book.coverage.from, book.date);
}
