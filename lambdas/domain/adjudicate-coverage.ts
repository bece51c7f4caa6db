import type { Draw } from './accumulator.ts';
import { applyAmountLimits } from './apply-limits.ts';
import type { CompiledBenefit } from './compiled-benefit.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CoverageCase } from './coverage-case.ts';
import type { FormularyEntry } from './formulary.ts';
import type { LimitBook } from './limit-book.ts';
import { cellOf } from './limit-book.ts';
import { pay } from './line-amounts.ts';
import type { LineDraft } from './line-draft.ts';
import { lineDraft, refuse } from './line-draft.ts';
import { refuseLine } from './line-refusals.ts';
import { matchBenefit } from './match-benefit.ts';
import type { Fen } from './money.ts';
import type { OrderLine } from './order.ts';
import { budgetId } from './pool.ts';

/** What earlier payers and coverages carry of a line, and what they leave to the next. */
export interface Carried {
  priorPaid: Fen;
  base: Fen;
}

/** docs/plans.md B and C for one coverage: each line refused or paid. `carried` is by position of the line. */
export function adjudicateCoverage(coverageCase: CoverageCase, carried: readonly Carried[]): readonly LineDraft[] {
  const { lines } = coverageCase.view.order;
  const drafts: LineDraft[] = [];
  for (const line of lines) {
    const draft = draftOf(coverageCase, line, drafts.length, carried[drafts.length]);
    decideLine(coverageCase, draft);
    drafts.push(draft);
  }
  applyAmountLimits(coverageCase, drafts);
  return drafts;
}

function draftOf(
  coverageCase: CoverageCase,
  line: OrderLine,
  position: number,
  { base, priorPaid }: Carried = { base: line.amount, priorPaid: 0 },
): LineDraft {
  const benefit = matchBenefit(coverageCase.plan, coverageCase.view, line);
  const item = benefit === undefined ? undefined : itemOf(coverageCase, benefit, line.code);
  return lineDraft(line, position, benefit, item, base, priorPaid);
}

function itemOf(
  { orderCase }: CoverageCase,
  { formularyId }: CompiledBenefit,
  code: string | undefined,
): FormularyEntry | undefined {
  if (formularyId === undefined || code === undefined) return undefined;
  return orderCase.formularies.get(formularyId)?.entries.get(code);
}

function decideLine(coverageCase: CoverageCase, draft: LineDraft): void {
  const { plan, filedTooLate } = coverageCase;
  if (filedTooLate) return refuse(draft, 'T702', 'plan.filingDays', undefined, [plan.filingDays]);
  const { benefit, line } = draft;
  coverageCase.trace?.tell(
    draft.line.lineNo,
    'benefit',
    'plan.benefits',
    line.category,
    plan.benefits.length,
    benefit?.benefit.benefitId ?? null,
  );
  if (benefit === undefined) return refuse(draft, 'C301', 'plan.benefits');
  refuseLine(coverageCase, draft, benefit);
  if (!draft.refused) pay(coverageCase, draft, benefit);
}

/**
 * docs/plans.md E: what a line takes from the accumulators. The deductible takes the whole of step 4, the out-of-pocket maximum what is
 * left of steps 4 to 6, whatever limits and national insurance took afterwards. A count counts the order once, on the first line paid;
 * each further one draws 0 on it, which tells that the order counts as long as any of them stays paid. A quantity counts what was kept,
 * only on lines paid. The budget of a pool is drawn on once, however many limits name the pool.
 */
export function drawsOf({ coverage, plan, book }: CoverageCase, draft: LineDraft, draws: Draw[]): void {
  const { benefit, insurer, kept } = draft;
  if (draft.refused || benefit === undefined) return;
  drawAll(draws, book, plan.deductibles, draft.deductible);
  drawAll(draws, book, plan.outOfPocketMaxima, draft.outOfPocket);
  if (insurer === 0) return;
  for (const limit of benefit.drawnLimits) {
    const { measure } = limit.limit;
    if (measure === 'count') draw(draws, book, limit, cellOf(book, limit).drawn === 0 ? 1 : 0);
    else draw(draws, book, limit, measure === 'amount' ? insurer : kept);
  }
  for (const poolId of benefit.pools) {
    draws.push({ accumulatorId: budgetId(coverage.insurerId, poolId), amount: insurer });
  }
}

function drawAll(draws: Draw[], book: LimitBook, limits: readonly CompiledLimit[], amount: Fen): void {
  if (amount > 0) for (const limit of limits) draw(draws, book, limit, amount);
}

function draw(draws: Draw[], book: LimitBook, limit: CompiledLimit, amount: number): void {
  const cell = cellOf(book, limit);
  cell.drawn += amount;
  draws.push({ accumulatorId: cell.accumulatorId, amount });
}
