import type { Draw } from './accumulator.ts';
import type { MemberFound } from './adjudication-input.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Decision } from './decision.ts';
import type { Order } from './order.ts';
import type { PoolBudgets } from './pool.ts';
import type { LatestFills, LineFill } from './prescription.ts';
import type { Quantity } from './quantity.ts';

/** A settlement books money; a decline is the final refusal of an order and books none. */
export const FACT_TYPES = ['settlement', 'decline'] as const;
export type FactType = (typeof FACT_TYPES)[number];

/**
 * What a decision was made from, as far as it is kept in revisions and versions: with the order and with what the decision shows of
 * the limits, it is enough to make the decision again.
 */
export interface DecisionBasis {
  readonly found: MemberFound['found'];
  /** the revision of the member's enrolment; 0 where no member was found */
  readonly memberRevision: number;
  /** how many publications there had been */
  readonly publications: number;
  /** what was left of the budget of each pool that the plans name */
  readonly pools: PoolBudgets;
  /** the member's own prescription that the order names */
  readonly prescription: PrescriptionBasis | undefined;
  /** of the lines' codes, where a plan in force asks how long ago the last fill was */
  readonly latestFills: LatestFills;
}

/** A prescription as a decision met it. */
export interface PrescriptionBasis {
  /** of its content */
  readonly revision: number;
  /** what earlier orders had taken of the codes on the order's lines, where that was anything */
  readonly taken: ReadonlyMap<string, Quantity>;
}

/**
 * One immutable record of what happened to an order; corrections are new facts. It is at once the idempotency record, the ledger
 * entry and the row from which the insurer is told, so it holds the whole order and the whole decision.
 */
export interface OrderFact {
  readonly providerId: string;
  /** 1 for the first fact of an order; the next one's number is the concurrency control */
  readonly sequence: number;
  readonly type: FactType;
  readonly postedAt: EpochMs;
  /** the day in Asia/Shanghai of `postedAt`, stamped once and never recomputed */
  readonly businessDate: CalendarDate;
  readonly memberId: string | null;
  readonly order: Order;
  readonly decision: Decision;
  readonly basis: DecisionBasis;
  /** what the fact took from the accumulators, by position of the line; empty where it took nothing */
  readonly draws: readonly (readonly Draw[])[];
  /** the fill that each line made, by position of the line; empty where the order was declined */
  readonly fills: readonly (LineFill | undefined)[];
}
