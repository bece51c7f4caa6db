import type { CompiledLimit } from './compiled-limit.ts';
import type { DecidedCoverage } from './decided-coverage.ts';
import type { AccumulatorState } from './decision.ts';
import type { LimitBook } from './limit-book.ts';
import { cellOf } from './limit-book.ts';
import { leastLeft } from './limit-cell.ts';

/**
 * The limits that a decision shows, of every coverage in force, as they stand after what the order drew: those of the benefits on
 * the lines, each once, then those of the whole plan.
 */
export function accumulatorStates(decided: readonly DecidedCoverage[]): readonly AccumulatorState[] {
  const states: AccumulatorState[] = [];
  for (const { coverageCase, drafts } of decided) {
    const { book, plan } = coverageCase;
    for (const { benefit, position } of drafts) {
      if (benefit === undefined || hasEarlier(drafts, position)) continue;
      for (const limit of benefit.shownLimits) states.push(stateOf(limit, book));
    }
    for (const limit of plan.shownLimits) states.push(stateOf(limit, book));
  }
  return states;
}

function hasEarlier(drafts: DecidedCoverage['drafts'], position: number): boolean {
  const benefit = drafts[position]?.benefit;
  for (let earlier = 0; earlier < position; earlier++) if (drafts[earlier]?.benefit === benefit) return true;
  return false;
}

/** One limit as it stands, with what the order has drawn from it. A maximum lowered by a new version shows nothing left. */
export function stateOf(compiled: CompiledLimit, book: LimitBook): AccumulatorState {
  const cell = cellOf(book, compiled);
  const { holds } = book.shared;
  const used = cell.used + (holds ? 0 : cell.drawn);
  const held = cell.held + (holds ? cell.drawn : 0);
  return {
    accumulatorId: cell.accumulatorId,
    limitId: compiled.limit.limitId,
    coverageId: book.coverage.coverageId,
    scope: compiled.scope,
    measure: compiled.limit.measure,
    max: compiled.max,
    used,
    held,
    remaining: leastLeft(cell, compiled.max - used - held),
    period: cell.period,
  };
}
