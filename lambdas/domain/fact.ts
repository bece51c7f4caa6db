import type { Draw } from './accumulator.ts';
import type { MemberFound } from './adjudication-input.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Decision } from './decision.ts';
import type { Order } from './order.ts';
import type { PoolBudgets } from './pool.ts';

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
}
