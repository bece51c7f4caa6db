import type { CompiledBenefit } from './compiled-plan.ts';
import type { CoverageCase } from './coverage-case.ts';
import { firstEligibleDate, isInNetwork } from './coverage-case.ts';
import { cellOf, lastDayOf, roomIn } from './limit-book.ts';
import type { LineDraft } from './line-draft.ts';
import { isWaived, refuse } from './line-draft.ts';
import { checkPrescription, checkRefill, checkSupply } from './prescription-checks.ts';

/** docs/plans.md B: every check is made; each that fails adds its reason, unless an endorsement waives it. */
export function refuseLine(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  checkVisit(coverageCase, draft, benefit);
  checkStanding(coverageCase, draft, benefit);
  checkItem(coverageCase, draft, benefit);
  checkPrescription(coverageCase, draft);
  checkRefill(coverageCase, draft, benefit);
  checkSupply(coverageCase, draft, benefit);
  checkCounts(coverageCase, draft, benefit);
}

// `advice` is no diagnosis and is not refused (docs/plans.md B, P204 and P206).
function checkVisit(coverageCase: CoverageCase, draft: LineDraft, { benefit, rules }: CompiledBenefit): void {
  const { visit } = coverageCase.view.order;
  if (visit === undefined || visit.type === 'advice') return;
  if (visit.type === 'first' && benefit.allowFirstVisit !== true && !isWaived(coverageCase, draft, 'first-visit')) {
    refuse(draft, 'P204', rules.firstVisit);
  }
  if (coverageCase.underSix && visit.guardianPresent !== true) refuse(draft, 'P206', 'visit.guardianPresent');
}

function checkStanding(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  const { view } = coverageCase;
  if (!isInNetwork(benefit, view.providerId) && !isWaived(coverageCase, draft, 'network')) {
    refuse(draft, 'P201', benefit.rules.network);
  }
  const firstDate = firstEligibleDate(coverageCase, benefit);
  if (view.date < firstDate && !isWaived(coverageCase, draft, 'waiting')) {
    refuse(draft, 'E107', benefit.rules.waiting, firstDate, [benefit.waitingDays]);
  }
  if (coverageCase.diagnosisExcluded) refuse(draft, 'C302', 'plan.exclusions.diagnoses');
}

function checkItem(coverageCase: CoverageCase, draft: LineDraft, { codes, formularyId, rules }: CompiledBenefit): void {
  const { code } = draft.line;
  if (code === undefined) {
    if (codes !== undefined || formularyId !== undefined) refuse(draft, 'C304', rules.items);
    return;
  }
  if (formularyId !== undefined && draft.item === undefined && !isWaived(coverageCase, draft, 'formulary')) {
    refuse(draft, 'C303', rules.items);
  }
  const excluded = coverageCase.plan.excludedCodes.has(code);
  if ((excluded || (codes !== undefined && !codes.has(code))) && !isWaived(coverageCase, draft, 'codes')) {
    refuse(draft, 'C301', excluded ? 'plan.exclusions.codes' : rules.items);
  }
  if (draft.item?.prohibited === true) refuse(draft, 'C306', rules.items);
}

/** L507: a count is reached, nothing is left of a quantity limit, or one that rejects has too little left. Once a limit. */
function checkCounts({ book }: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  const { lineNo } = draft.line;
  for (const limit of benefit.countLimits) {
    // an order counts once, so what its own lines took does not stand in the way of the next line
    const cell = cellOf(book, limit);
    if (cell.used + cell.held >= limit.max)
      refuse(draft, 'L507', limit.rule, undefined, ['count', limit.max, 0, lastDayOf(limit, book) ?? '']);
  }
  for (const limit of benefit.quantityLimits) {
    const room = roomIn(cellOf(book, limit), lineNo);
    const reached = room === 0 || (limit.rejects && room < draft.kept);
    if (reached)
      refuse(draft, 'L507', limit.rule, undefined, ['quantity', limit.max, room, lastDayOf(limit, book) ?? '']);
  }
}
