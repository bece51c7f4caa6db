import type { AccumulatorId, Balance } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { Period } from './decision.ts';

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
  /** by this order */
  taken: number;
  /** the same of a limit per line, by position of the line, once something has been taken */
  takenByLine: number[] | undefined;
  /** what of it is drawn when the order settles: lines on which the insurer pays nothing draw on no count and no quantity */
  drawn: number;
}

/** A pool's budget while an order is decided; one for all limits and all coverages that draw on it. */
export interface BudgetCell {
  readonly left: number;
  taken: number;
}

export function limitCell(
  compiled: CompiledLimit,
  accumulatorId: AccumulatorId,
  { used, held }: Balance,
  period: Period | null,
  budget: BudgetCell | undefined,
): LimitCell {
  return { compiled, accumulatorId, used, held, period, budget, taken: 0, takenByLine: undefined, drawn: 0 };
}

/** What is left of a limit for the line at a position, after earlier orders and earlier lines of this one; never negative. */
export function roomIn(cell: LimitCell, position: number): number {
  return leastLeft(cell, leftOf(cell, position));
}

/** Whether it is the pool's budget that leaves the least, and not the limit itself. */
export function isBudgetLeast(cell: LimitCell, position: number): boolean {
  const { budget } = cell;
  return budget !== undefined && budget.left - budget.taken < leftOf(cell, position);
}

function leftOf({ compiled, used, held, taken, takenByLine }: LimitCell, position: number): number {
  return compiled.max - used - held - (compiled.isPerLine ? (takenByLine?.[position] ?? 0) : taken);
}

/** What a limit leaves, and, where it is a pool's, the pool's budget: whichever is less, and never less than nothing. */
export function leastLeft({ budget }: LimitCell, left: number): number {
  const least = budget === undefined ? left : Math.min(left, budget.left - budget.taken);
  return least > 0 ? least : 0;
}

export function take(cell: LimitCell, position: number, amount: number): void {
  if (!cell.compiled.isPerLine) cell.taken += amount;
  else (cell.takenByLine ??= [])[position] = (cell.takenByLine[position] ?? 0) + amount;
}

/** The last day of the period that holds the order; none where the limit has no such day. */
export function lastDayOf({ compiled, period }: LimitCell): CalendarDate | undefined {
  return compiled.rollingDays > 0 ? undefined : period?.to;
}
