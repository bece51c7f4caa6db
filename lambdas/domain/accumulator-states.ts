import type { AccumulatorId, Draw } from './accumulator.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { DecidedCoverage } from './decided-coverage.ts';
import type { AccumulatorState } from './decision.ts';
import type { LimitBook } from './limit-book.ts';
import { cellOf } from './limit-book.ts';
import { fullestWindow } from './rolling-window.ts';

/** The limits that a decision shows, of every coverage in force, as they stand after it. */
export function accumulatorStates(
  decided: readonly DecidedCoverage[],
  draws: ReadonlyMap<number, readonly Draw[]>,
): readonly AccumulatorState[] {
  const taken = new Map<AccumulatorId, number>();
  for (const ofLine of draws.values()) {
    for (const { accumulatorId, amount } of ofLine) taken.set(accumulatorId, (taken.get(accumulatorId) ?? 0) + amount);
  }
  const states: AccumulatorState[] = [];
  for (const { coverageCase, drafts } of decided) {
    for (const limit of shownLimits(coverageCase.plan, drafts)) states.push(stateOf(limit, coverageCase.book, taken));
  }
  return states;
}

/** The limits of a whole plan: its own, the deductible and the out-of-pocket maximum. */
export function planLimits(plan: CompiledPlan): readonly CompiledLimit[] {
  return [...plan.limits, ...plan.deductibles, ...plan.outOfPocketMaxima].filter(({ accumulates }) => accumulates);
}

/** One limit as it stands, with what an order takes from it. A maximum lowered by a new version shows nothing left. */
export function stateOf(
  compiled: CompiledLimit,
  book: LimitBook,
  taken: ReadonlyMap<AccumulatorId, number>,
): AccumulatorState {
  const cell = cellOf(book, compiled);
  const amount = taken.get(cell.accumulatorId) ?? 0;
  const { used, held, period } =
    compiled.rollingDays > 0
      ? fullestWindow(book.balances, cell.accumulatorId, book.date, compiled.rollingDays, amount)
      : { used: cell.used + amount, held: cell.held, period: cell.period };
  return {
    limitId: compiled.limit.limitId,
    coverageId: book.coverage.coverageId,
    scope: compiled.scope,
    measure: compiled.limit.measure,
    max: compiled.max,
    used,
    held,
    remaining: Math.max(0, compiled.max - used - held),
    period,
  };
}

function shownLimits(plan: CompiledPlan, drafts: DecidedCoverage['drafts']): Iterable<CompiledLimit> {
  const shown = new Set<CompiledLimit>();
  for (const { benefit } of drafts) {
    for (const limit of benefit?.ownLimits ?? []) if (limit.accumulates) shown.add(limit);
  }
  for (const limit of planLimits(plan)) shown.add(limit);
  return shown;
}
