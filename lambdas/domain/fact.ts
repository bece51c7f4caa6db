import type { Draw } from './accumulator.ts';
import type { MemberFound } from './adjudication-input.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Ceilings } from './ceilings.ts';
import type { Decision } from './decision.ts';
import type { LaterFact } from './later-fact.ts';
import type { Order } from './order.ts';
import type { PoolBudgets } from './pool.ts';
import type { LatestFills, LineFill } from './prescription.ts';
import type { Quantity } from './quantity.ts';

/**
 * What can happen to an order. A settlement and a capture book money, a reversal takes it back. An authorization holds limits until a
 * capture, a void or its expiry; a decline is the final refusal. A tombstone is a reversal that came before its order. A delivery is
 * only recorded. An adjustment changes what an insurer owes of what was settled, and nothing else. An event of a pharmacy that came before its predecessor is waiting, until what it brings about, or that it brings
 * about nothing, is recorded too.
 */
export const FACT_TYPES = [
  'settlement',
  'decline',
  'authorization',
  'capture',
  'void',
  'expiry',
  'reversal',
  'tombstone',
  'delivery',
  'waiting',
  'handled',
  'adjustment',
] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** What every fact has. */
export interface FactHead {
  readonly providerId: string;
  readonly orderNo: string;
  /** 1 for the first fact of an order; the next one's number is the concurrency control */
  readonly sequence: number;
  readonly postedAt: EpochMs;
  /** the day in Asia/Shanghai of `postedAt`, stamped once and never recomputed */
  readonly businessDate: CalendarDate;
}

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
  /** where an order is decided again after its hold had expired: what each coverage was to pay at most; else undefined */
  readonly ceilings?: Ceilings | undefined;
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
 * entry and the row from which the insurer is told, so the one that decides holds the whole order and the whole decision.
 */
export interface DecisionFact extends FactHead {
  readonly type: 'settlement' | 'decline' | 'authorization';
  readonly memberId: string | null;
  readonly order: Order;
  readonly decision: Decision;
  readonly basis: DecisionBasis;
  /** what the fact took from the accumulators, by position of the line; an authorization holds it. Empty where it took nothing */
  readonly draws: readonly (readonly Draw[])[];
  /** the fill that each line made, by position of the line; empty where the order was declined */
  readonly fills: readonly (LineFill | undefined)[];
  /** when the hold ends, declined or not; undefined where the order came to be settled at once */
  readonly expiresAt?: EpochMs | undefined;
}

export type OrderFact = DecisionFact | LaterFact;

/** Whether a fact decided its order. */
export function isDecision(fact: OrderFact): fact is DecisionFact {
  return fact.type === 'settlement' || fact.type === 'decline' || fact.type === 'authorization';
}
