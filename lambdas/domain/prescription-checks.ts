import { addDays } from './calendar.ts';
import type { CompiledBenefit } from './compiled-benefit.ts';
import type { CoverageCase } from './coverage-case.ts';
import type { LineDraft } from './line-draft.ts';
import { explain, refuse } from './line-draft.ts';
import { FULL_RATE_BPS, proportion } from './money.ts';
import { latestFill } from './prescription.ts';
import type { PrescribedItem } from './prescription.ts';
import type { Quantity } from './quantity.ts';

/**
 * R401, R402, R407. A drug needs a prescription unless its formulary entry says `otc`. Expiry and use are tested on the member's own
 * prescription also where R401 stands, and never on another member's.
 */
export function checkPrescription(coverageCase: CoverageCase, draft: LineDraft): void {
  if (!needsPrescription(draft)) return;
  const { view, orderCase } = coverageCase;
  const { prescriptionNo } = view.order;
  const own = orderCase.prescription;
  const item = own?.items.get(draft.line.code ?? '');
  draft.prescribed = item;
  const inEffect = own !== undefined && !own.voided && own.reviewed && own.issuedAt <= orderCase.handedOverFrom;
  const valid = inEffect && item !== undefined;
  coverageCase.trace?.tell(
    draft.line.lineNo,
    'prescription',
    ORDER_RULE,
    draft.line.code,
    prescriptionNo,
    valid ? 'passed' : 'refused',
  );
  if (!valid) refuse(draft, 'R401', ORDER_RULE);
  if (own !== undefined) {
    const expired = view.servedAt > own.validUntil;
    const verdict = expired ? 'refused' : 'passed';
    coverageCase.trace?.tell(
      draft.line.lineNo,
      'prescription-expiry',
      EXPIRY_RULE,
      view.servedAt,
      own.validUntil,
      verdict,
    );
    if (expired) refuse(draft, 'R402', EXPIRY_RULE);
  }
  if (item !== undefined) {
    const left = leftOn(item, orderCase.prescribedTaken, coverageCase, draft);
    const verdict = left === 0 ? 'refused' : 'passed';
    coverageCase.trace?.tell(draft.line.lineNo, 'prescription-left', QUANTITY_RULE, draft.line.quantity, left, verdict);
    if (left === 0) refuse(draft, 'R407', QUANTITY_RULE);
  }
}

const ORDER_RULE = 'order.prescriptionNo';
const EXPIRY_RULE = 'prescription.validUntil';
const QUANTITY_RULE = 'prescription.quantity';

/** R403: too soon after the latest fill of the same member and code, on any prescription; not between lines of one order. */
export function checkRefill(
  coverageCase: CoverageCase,
  draft: LineDraft,
  { refillAfterBps: after, rules }: CompiledBenefit,
): void {
  if (after === undefined || draft.line.code === undefined) return;
  const fill = latestFill(coverageCase.orderCase.fills.get(draft.line.code) ?? []);
  if (fill === undefined) return;
  const { date } = coverageCase.view;
  const firstDate = addDays(fill.date, Math.ceil((fill.daysSupply * after) / FULL_RATE_BPS));
  const tooSoon = date < firstDate;
  coverageCase.trace?.tell(draft.line.lineNo, 'refill', rules.supply, date, firstDate, tooSoon ? 'refused' : 'passed');
  if (tooSoon) refuse(draft, 'R403', rules.supply, firstDate);
}

/** R406: more days than the benefit or the item allows, whichever is less; not checked without `daysSupply`. */
export function checkSupply(coverageCase: CoverageCase, draft: LineDraft, { benefit, rules }: CompiledBenefit): void {
  const { daysSupply } = draft.line;
  if (daysSupply === undefined) return;
  const { supply } = benefit;
  const longTerm = coverageCase.orderCase.prescription?.longTerm === true;
  const ofBenefit = (longTerm ? supply?.maxDaysLongTerm : undefined) ?? supply?.maxDaysPerOrder ?? Infinity;
  const most = Math.min(ofBenefit, draft.item?.maxDaysSupply ?? Infinity);
  if (most === Infinity) return;
  coverageCase.trace?.tell(
    draft.line.lineNo,
    'supply',
    rules.supply,
    daysSupply,
    most,
    daysSupply > most ? 'refused' : 'passed',
  );
  if (daysSupply > most) refuse(draft, 'R406', rules.supply, undefined, [daysSupply, most]);
}

/** R405: what is asked beyond the prescription is trimmed; it stays with the patient and must not be dispensed. */
export function trimToPrescription(coverageCase: CoverageCase, draft: LineDraft): void {
  const item = draft.prescribed;
  if (item === undefined) return;
  const { prescribedTaken } = coverageCase.orderCase;
  const left = leftOn(item, prescribedTaken, coverageCase, draft);
  if (left < draft.kept) {
    const trimmed = draft.base - proportion(draft.base, left, draft.line.quantity);
    coverageCase.trace?.tell(draft.line.lineNo, 'trim-prescription', QUANTITY_RULE, draft.line.quantity, left, trimmed);
    explain(draft, 'R405', trimmed, QUANTITY_RULE, [draft.line.quantity, left]);
    draft.kept = left;
  }
  prescribedTaken[draft.position] = Math.max(prescribedTaken[draft.position] ?? 0, draft.kept);
}

function needsPrescription({ line, item }: LineDraft): boolean {
  return line.category === 'drug' && item?.otc !== true;
}

/** What is left of a code, after earlier orders and after the other lines of this one, under whichever coverage. */
function leftOn(
  { allowed, taken }: PrescribedItem,
  prescribedTaken: readonly Quantity[],
  { view }: CoverageCase,
  { line, position }: LineDraft,
): Quantity {
  let left = allowed - taken;
  for (let other = 0; other < prescribedTaken.length; other++) {
    if (other !== position && view.order.lines[other]?.code === line.code) left -= prescribedTaken[other] ?? 0;
  }
  return Math.max(0, left);
}
