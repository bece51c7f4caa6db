import { lowerToAuthorized } from './ceilings.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CoverageCase } from './coverage-case.ts';
import type { LimitCell } from './limit-cell.ts';
import { cellOf, takeFrom, takeFromPools } from './limit-book.ts';
import { isBudgetLeast, lastDayOf, roomIn } from './limit-cell.ts';
import type { LineDraft } from './line-draft.ts';
import { explain } from './line-draft.ts';
import type { Fen } from './money.ts';

/**
 * docs/plans.md C, step 9. First the limits that reject: if the lines under one exceed together what is left, each of them pays
 * nothing. Then, line by line, the limits that reduce; at the end of a line its payment is taken from all its amount limits.
 */
export function applyAmountLimits(coverageCase: CoverageCase, drafts: readonly LineDraft[]): void {
  const { plan, book } = coverageCase;
  for (const limit of plan.rejectingLimits) reject(coverageCase, limit, drafts);
  for (const draft of drafts) {
    if (draft.refused || draft.benefit === undefined) continue;
    const { amountLimits, pools } = draft.benefit;
    if (draft.insurer > 0) reduce(coverageCase, draft, amountLimits);
    lowerToAuthorized(coverageCase, draft);
    takeFrom(book, amountLimits, draft.position, draft.insurer);
    takeFromPools(book, pools, draft.insurer);
    coverageCase.trace?.tell(
      draft.line.lineNo,
      'payment',
      'plan.benefits',
      draft.line.amount,
      draft.writeOff,
      draft.insurer,
    );
  }
}

function reject(coverageCase: CoverageCase, limit: CompiledLimit, drafts: readonly LineDraft[]): void {
  const { book } = coverageCase;
  const under = drafts.filter(({ refused, benefit }) => !refused && benefit?.amountLimits.includes(limit) === true);
  const groups = limit.isPerLine ? under.map((draft) => [draft]) : [under];
  for (const group of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const cell = cellOf(book, limit);
    const room = roomIn(cell, first.position);
    let asked = 0;
    for (const { insurer } of group) asked += insurer;
    const rejected = asked > room;
    const byBudget = isBudgetLeast(cell, first.position);
    coverageCase.trace?.tell(first.line.lineNo, 'reject-limit', limit.rule, asked, room, rejected ? asked : 0);
    if (!rejected) continue;
    for (const draft of group) {
      explain(draft, limit.code, draft.insurer, limit.rule, limitFigures(cell, room, byBudget));
      draft.insurer = 0;
    }
  }
}

// What stays left of a limit is told once the line is done with all of them: a later one may take more from the line.
function reduce(coverageCase: CoverageCase, draft: LineDraft, limits: readonly CompiledLimit[]): void {
  const { book } = coverageCase;
  let reductions: { cell: LimitCell; room: Fen; amount: Fen; byBudget: boolean }[] | undefined;
  for (const limit of limits) {
    // what an earlier line took from the pool under another limit may have left too little for one that rejects
    if (limit.rejects && limit.poolId === undefined) continue;
    const cell = cellOf(book, limit);
    const room = roomIn(cell, draft.position);
    const left = draft.insurer <= room ? draft.insurer : limit.rejects ? 0 : room;
    const amount = draft.insurer - left;
    coverageCase.trace?.tell(draft.line.lineNo, 'reduce-limit', limit.rule, draft.insurer, room, amount);
    if (amount === 0) continue;
    (reductions ??= []).push({ cell, room, amount, byBudget: isBudgetLeast(cell, draft.position) });
    draft.insurer = left;
  }
  if (reductions === undefined) return;
  for (const { cell, room, amount, byBudget } of reductions) {
    const { compiled } = cell;
    explain(draft, compiled.code, amount, compiled.rule, limitFigures(cell, room - draft.insurer, byBudget));
  }
}

/**
 * What the texts of a limit say: its period, what stays left of it, the period's end, and that it rejects where it does. Where it was
 * the pool's budget that left too little, that has neither maximum nor period.
 */
function limitFigures(cell: LimitCell, left: Fen, byBudget: boolean): readonly (number | string)[] {
  const { compiled } = cell;
  if (byBudget) return compiled.rejects ? ['budget', left, '', 'reject'] : ['budget', left];
  const { per } = compiled.limit;
  // nothing stays of a line's or an order's own limit that could be used elsewhere, so its maximum is told instead
  const figure = per === 'line' || per === 'order' ? compiled.max : left;
  const [name, end] = typeof per === 'object' ? ['rolling', per.rollingDays] : [per, lastDayOf(cell)];
  if (compiled.rejects) return [name, figure, end ?? '', 'reject'];
  return end === undefined ? [name, figure] : [name, figure, end];
}
