import type { AccumulatorId } from './accumulator.ts';
import type { CalendarDate } from './calendar.ts';
import type { Fen } from './money.ts';
import type { LimitMeasure } from './plan.ts';
import type { ReasonCode } from './reason.ts';

/** A coded cause of every fen that the insurer does not pay. Texts are rendered from the code and its figures. */
export interface Reason {
  readonly code: ReasonCode;
  /** fen; negative where it raises what the insurer pays (L513, B606) */
  readonly amount: Fen;
  /** the rule of the plan or of the product that gave it: `drugs.coinsurance` */
  readonly rule: string;
  /** the first date on which the reason would not apply */
  readonly firstDate?: CalendarDate | undefined;
  /** what the texts need beside the amount, in the order that the code's text asks for */
  readonly figures?: readonly (number | string)[] | undefined;
}

/** `billed = priorPaid + insurer + patient + writeOff`, no term negative. */
export interface Amounts {
  readonly billed: Fen;
  readonly priorPaid: Fen;
  readonly insurer: Fen;
  readonly patient: Fen;
  readonly writeOff: Fen;
}

export interface Share {
  readonly coverageId: string;
  readonly insurerId: string;
  readonly amount: Fen;
}

export interface DecidedLine extends Amounts {
  readonly lineNo: number;
  readonly benefitId: string | null;
  readonly shares: readonly Share[];
  readonly reasons: readonly Reason[];
}

export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** One limit as it stands: fen, orders, or ten-thousandths of a unit by `measure`. */
export interface AccumulatorState {
  readonly accumulatorId: AccumulatorId;
  readonly limitId: string;
  readonly coverageId: string;
  readonly scope: 'member' | 'family' | 'pool';
  readonly measure: LimitMeasure;
  readonly max: number;
  readonly used: number;
  readonly held: number;
  /** what is left; of a pool, by its budget too */
  readonly remaining: number;
  /** null: lifetime */
  readonly period: Period | null;
}

export interface PlanVersion {
  readonly planId: string;
  readonly version: number;
}

export interface Decision {
  /** docs/plans.md F: what the patient reads; `refused` is what becomes of the order */
  readonly outcome: 'approved' | 'partial' | 'declined';
  /** refused under A, or in every line under B: nothing is consumed, and that is final */
  readonly refused: boolean;
  /** the coverage that decides, the first in order, and its insurer and plan version; null where none is in force */
  readonly coverageId: string | null;
  readonly insurerId: string | null;
  readonly plan: PlanVersion | null;
  readonly totals: Amounts;
  readonly shares: readonly Share[];
  readonly lines: readonly DecidedLine[];
  readonly reasons: readonly Reason[];
  readonly accumulators: readonly AccumulatorState[];
}
