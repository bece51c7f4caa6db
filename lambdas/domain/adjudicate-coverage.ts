import type { Draw } from './accumulator.ts';
import { applyAmountLimits } from './apply-limits.ts';
import type { CompiledBenefit } from './compiled-plan.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CoverageCase } from './coverage-case.ts';
import type { LimitBook } from './limit-book.ts';
import { cellOf } from './limit-book.ts';
import { pay } from './line-amounts.ts';
import type { LineDraft } from './line-draft.ts';
import { lineDraft, refuse } from './line-draft.ts';
import { refuseLine } from './line-refusals.ts';
import { matchBenefit } from './match-benefit.ts';
import type { Fen } from './money.ts';

/** What earlier payers and coverages carry of a line, and what they leave to the next. */
export interface Carried {
  priorPaid: Fen;
  base: Fen;
}

/** docs/plans.md B and C for one coverage: each line refused or paid. `carried` is by position of the line. */
export function adjudicateCoverage(coverageCase: CoverageCase, carried: readonly Carried[]): readonly LineDraft[] {
  const { plan, view, book } = coverageCase;
  const drafts: LineDraft[] = [];
  for (const [position, line] of view.order.lines.entries()) {
    const benefit = matchBenefit(plan, view, line);
    const item = benefit && itemOf(coverageCase, benefit, line.code);
    const left = carried[position] ?? { priorPaid: 0, base: line.amount };
    const draft = lineDraft(line, position, benefit, item, left);
    decideLine(coverageCase, draft);
    drafts.push(draft);
  }
  applyAmountLimits(plan, drafts, book);
  return drafts;
}

function decideLine(coverageCase: CoverageCase, draft: LineDraft): void {
  const { benefit } = draft;
  if (coverageCase.filedTooLate)
    return refuse(draft, 'T702', 'plan.filingDays', undefined, [coverageCase.plan.filingDays]);
  if (benefit === undefined) return refuse(draft, 'C301', 'plan.benefits');
  refuseLine(coverageCase, draft, benefit);
  if (!draft.refused) pay(coverageCase, draft, benefit);
}

function itemOf({ orderCase }: CoverageCase, { formularyId }: CompiledBenefit, code: string | undefined) {
  if (formularyId === undefined || code === undefined) return undefined;
  return orderCase.formularies.get(formularyId)?.entries.get(code);
}

/**
 * docs/plans.md E: what a line takes from the accumulators. The deductible takes the whole of step 4, the out-of-pocket maximum what is
 * left of steps 4 to 6, whatever limits and national insurance took afterwards. A count counts the order once, a quantity what was
 * kept, both only on lines paid.
 */
export function drawsOf({ plan, book }: CoverageCase, draft: LineDraft): readonly Draw[] {
  const { benefit, insurer } = draft;
  const draws: Draw[] = [];
  if (draft.refused || benefit === undefined) return draws;
  draw(draws, book, plan.deductibles, draft.deductible);
  draw(draws, book, plan.outOfPocketMaxima, draft.outOfPocket);
  if (insurer === 0) return draws;
  for (const limit of benefit.limits) {
    if (!limit.accumulates) continue;
    const cell = cellOf(book, limit);
    const { measure } = limit.limit;
    if (measure === 'count' && cell.counted) continue;
    if (measure === 'count') cell.counted = true;
    draws.push({
      accumulatorId: cell.accumulatorId,
      amount: measure === 'amount' ? insurer : measure === 'quantity' ? draft.kept : 1,
    });
  }
  return draws;
}

function draw(draws: Draw[], book: LimitBook, limits: readonly CompiledLimit[], amount: Fen): void {
  if (amount === 0) return;
  for (const limit of limits) draws.push({ accumulatorId: cellOf(book, limit).accumulatorId, amount });
}
