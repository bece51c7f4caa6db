import type { CalendarDate } from './calendar.ts';
import type { CompiledBenefit } from './compiled-benefit.ts';
import type { CoverageCase } from './coverage-case.ts';
import type { Reason } from './decision.ts';
import type { FormularyEntry } from './formulary.ts';
import type { Fen } from './money.ts';
import type { OrderLine } from './order.ts';
import type { WaivableCheck } from './plan.ts';
import type { PrescribedItem } from './prescription.ts';
import type { Quantity } from './quantity.ts';
import type { ReasonCode } from './reason.ts';

/** One line under one coverage, while it is decided. */
export interface LineDraft {
  readonly line: OrderLine;
  readonly position: number;
  readonly benefit: CompiledBenefit | undefined;
  /** what the benefit's formulary says of the item, if it has one and the item is on it */
  readonly item: FormularyEntry | undefined;
  /** what this coverage is asked to look at: billed less what others carry */
  readonly base: Fen;
  /** paid by earlier payers and earlier coverages */
  readonly priorPaid: Fen;
  /** what the order's prescription says of the item, where the line needs one and has it */
  prescribed: PrescribedItem | undefined;
  refused: boolean;
  /** the quantity that is not trimmed */
  kept: Quantity;
  insurer: Fen;
  writeOff: Fen;
  /** what steps 4 and 7 took from the deductible and the out-of-pocket maximum */
  deductible: Fen;
  outOfPocket: Fen;
  readonly reasons: Reason[];
}

export function lineDraft(
  line: OrderLine,
  position: number,
  benefit: CompiledBenefit | undefined,
  item: FormularyEntry | undefined,
  base: Fen,
  priorPaid: Fen,
): LineDraft {
  return {
    line,
    position,
    benefit,
    item,
    base,
    priorPaid,
    prescribed: undefined,
    refused: false,
    kept: line.quantity,
    insurer: 0,
    writeOff: 0,
    deductible: 0,
    outOfPocket: 0,
    reasons: [],
  };
}

/** Refuses a line: the first reason carries its amount, the others 0. */
export function refuse(
  draft: LineDraft,
  code: ReasonCode,
  rule: string,
  firstDate?: CalendarDate,
  figures?: readonly (number | string)[],
): void {
  draft.reasons.push({ code, amount: draft.refused ? 0 : draft.base, rule, firstDate, figures });
  draft.refused = true;
}

/** A step that takes nothing gives no reason. */
export function explain(
  draft: LineDraft,
  code: ReasonCode,
  amount: Fen,
  rule: string,
  figures?: readonly (number | string)[],
): void {
  if (amount !== 0) draft.reasons.push({ code, amount, rule, firstDate: undefined, figures });
}

/** Whether an endorsement waives a check that has failed; then it is told once, with amount 0. */
export function isWaived({ waivers }: CoverageCase, draft: LineDraft, check: WaivableCheck): boolean {
  const waiver = waivers?.get(check);
  if (waiver === undefined) return false;
  const told = draft.reasons.some(({ code, figures }) => code === 'A802' && figures?.[0] === check);
  if (!told)
    draft.reasons.push({
      code: 'A802',
      amount: 0,
      rule: waiver.rule,
      firstDate: undefined,
      figures: [check, waiver.endorsement.name.zh, waiver.endorsement.name.en],
    });
  return true;
}
