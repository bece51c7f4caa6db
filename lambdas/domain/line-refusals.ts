import type { CompiledBenefit } from './compiled-benefit.ts';
import type { CoverageCase } from './coverage-case.ts';
import { firstEligibleDate, isInNetwork, isUnderSix, isWaiting } from './coverage-case.ts';
import { cellOf } from './limit-book.ts';
import { lastDayOf, roomIn } from './limit-cell.ts';
import type { LineDraft } from './line-draft.ts';
import { isWaived, refuse } from './line-draft.ts';
import type { WaivableCheck } from './plan.ts';
import { checkPrescription, checkRefill, checkSupply } from './prescription-checks.ts';
import type { Verdict } from './trace.ts';

/** docs/plans.md B: every check is made; each that fails adds its reason, unless an endorsement waives it. */
export function refuseLine(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  checkVisit(coverageCase, draft, benefit);
  checkNetwork(coverageCase, draft, benefit);
  checkWaiting(coverageCase, draft, benefit);
  checkDiagnosis(coverageCase, draft);
  checkItem(coverageCase, draft, benefit);
  checkPrescription(coverageCase, draft);
  checkRefill(coverageCase, draft, benefit);
  checkSupply(coverageCase, draft, benefit);
  checkCounts(coverageCase, draft, benefit);
}

/** How a check that an endorsement may waive answers. */
function verdictOf(coverageCase: CoverageCase, draft: LineDraft, check: WaivableCheck, failed: boolean): Verdict {
  if (!failed) return 'passed';
  return isWaived(coverageCase, draft, check) ? 'waived' : 'refused';
}

// `advice` is no diagnosis and is not refused (docs/plans.md B, P204 and P206).
function checkVisit(coverageCase: CoverageCase, draft: LineDraft, { benefit, rules }: CompiledBenefit): void {
  const { visit } = coverageCase.view.order;
  if (visit === undefined || visit.type === 'advice') return;
  const online = visit.type === 'first' && benefit.allowFirstVisit !== true;
  const verdict = verdictOf(coverageCase, draft, 'first-visit', online);
  coverageCase.trace?.tell(draft.line.lineNo, 'first-visit', rules.firstVisit, visit.type, undefined, verdict);
  if (verdict === 'refused') refuse(draft, 'P204', rules.firstVisit);
  if (visit.guardianPresent === true) return;
  const alone = isUnderSix(coverageCase.orderCase);
  coverageCase.trace?.tell(draft.line.lineNo, 'guardian', GUARDIAN_RULE, alone, false, alone ? 'refused' : 'passed');
  if (alone) refuse(draft, 'P206', GUARDIAN_RULE);
}

const GUARDIAN_RULE = 'visit.guardianPresent';

function checkNetwork(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  if (benefit.network === undefined) return;
  const { providerId } = coverageCase.view;
  const verdict = verdictOf(coverageCase, draft, 'network', !isInNetwork(benefit, providerId));
  coverageCase.trace?.tell(
    draft.line.lineNo,
    'network',
    benefit.rules.network,
    providerId,
    benefit.network.size,
    verdict,
  );
  if (verdict === 'refused') refuse(draft, 'P201', benefit.rules.network);
}

function checkWaiting(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  if (benefit.waitingDays === 0) return;
  const verdict = verdictOf(coverageCase, draft, 'waiting', isWaiting(coverageCase, benefit));
  if (verdict === 'passed' && coverageCase.trace === undefined) return;
  const firstDate = firstEligibleDate(coverageCase, benefit);
  coverageCase.trace?.tell(
    draft.line.lineNo,
    'waiting',
    benefit.rules.waiting,
    coverageCase.view.date,
    firstDate,
    verdict,
  );
  if (verdict === 'refused') refuse(draft, 'E107', benefit.rules.waiting, firstDate, [benefit.waitingDays]);
}

function checkDiagnosis(coverageCase: CoverageCase, draft: LineDraft): void {
  const { diagnosisExcluded: excluded, plan, view } = coverageCase;
  if (plan.plan.exclusions?.diagnoses === undefined) return;
  const verdict = excluded ? 'refused' : 'passed';
  coverageCase.trace?.tell(
    draft.line.lineNo,
    'diagnosis',
    'plan.exclusions.diagnoses',
    view.diagnoses[0],
    view.diagnoses.length,
    verdict,
  );
  if (excluded) refuse(draft, 'C302', 'plan.exclusions.diagnoses');
}

function checkItem(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  const { code } = draft.line;
  const { codes, formularyId, rules } = benefit;
  const decidesByCode = codes !== undefined || formularyId !== undefined;
  if (decidesByCode)
    coverageCase.trace?.tell(
      draft.line.lineNo,
      'item-code',
      rules.items,
      code,
      undefined,
      code === undefined ? 'refused' : 'passed',
    );
  if (code !== undefined) checkCode(coverageCase, draft, benefit, code);
  else if (decidesByCode) refuse(draft, 'C304', rules.items);
}

function checkCode(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, code: string): void {
  const { codes, formularyId, rules } = benefit;
  if (formularyId !== undefined) {
    const verdict = verdictOf(coverageCase, draft, 'formulary', draft.item === undefined);
    coverageCase.trace?.tell(
      draft.line.lineNo,
      'formulary',
      rules.items,
      code,
      versionOf(coverageCase, formularyId),
      verdict,
    );
    if (verdict === 'refused') refuse(draft, 'C303', rules.items);
  }
  const excluded = coverageCase.plan.excludedCodes.has(code);
  if (excluded || codes !== undefined) {
    const rule = excluded ? 'plan.exclusions.codes' : rules.items;
    const verdict = verdictOf(coverageCase, draft, 'codes', excluded || codes?.has(code) === false);
    coverageCase.trace?.tell(draft.line.lineNo, 'codes', rule, code, codes?.size, verdict);
    if (verdict === 'refused') refuse(draft, 'C301', rule);
  }
  if (draft.item?.prohibited !== true) return;
  coverageCase.trace?.tell(draft.line.lineNo, 'prohibited', rules.items, code, undefined, 'refused');
  refuse(draft, 'C306', rules.items);
}

/** `core/5`: the version is the highest published when the order arrived. */
function versionOf({ orderCase }: CoverageCase, formularyId: string): string {
  const version = orderCase.formularies.get(formularyId)?.version;
  return version === undefined ? formularyId : `${formularyId}/${version}`;
}

/** L507: a count is reached, nothing is left of a quantity limit, or one that rejects has too little left. Once a limit. */
function checkCounts(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  const { book } = coverageCase;
  for (const limit of benefit.countLimits) {
    // an order counts once, so what its own lines took does not stand in the way of the next line
    const cell = cellOf(book, limit);
    const { used, held } = cell;
    const reached = used + held >= limit.max;
    coverageCase.trace?.tell(
      draft.line.lineNo,
      'count',
      limit.rule,
      used + held,
      limit.max,
      reached ? 'refused' : 'passed',
    );
    if (reached) refuse(draft, 'L507', limit.rule, undefined, ['count', limit.max, 0, lastDayOf(cell) ?? '']);
  }
  for (const limit of benefit.quantityLimits) {
    const cell = cellOf(book, limit);
    const room = roomIn(cell, draft.position);
    const reached = room === 0 || (limit.rejects && room < draft.kept);
    coverageCase.trace?.tell(
      draft.line.lineNo,
      'quantity',
      limit.rule,
      draft.kept,
      room,
      reached ? 'refused' : 'passed',
    );
    if (reached) refuse(draft, 'L507', limit.rule, undefined, ['quantity', limit.max, room, lastDayOf(cell) ?? '']);
  }
}
