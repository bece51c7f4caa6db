import type { Draw } from './accumulator.ts';
import type { MemberFound } from './adjudication-input.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Ceilings } from './ceilings.ts';
import type { Amounts, Decision, PlanVersion, Share } from './decision.ts';
import type { Fen } from './money.ts';
import type { Order, OrderKind } from './order.ts';
import type { PoolBudgets } from './pool.ts';
import type { LatestFills, LineFill } from './prescription.ts';
import type { PharmacyEvent } from './pharmacy-event.ts';
import type { Quantity } from './quantity.ts';

/**
 * What can happen to an order. A settlement and a capture book money, a reversal takes it back. An authorization holds limits until a
 * capture, a void or its expiry; a decline is the final refusal. A tombstone is a reversal that came before its order. A delivery is
 * only recorded. An event of a pharmacy that came before its predecessor is waiting, until what it brings about, or that it brings
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

/** What a capture books, or a reversal gives back, of one line; no amount negative. `billed` is the sum of the others. */
export interface MovedLine extends Amounts {
  readonly lineNo: number;
  readonly quantity: Quantity;
  /** above 0 only; they add up to `insurer` */
  readonly shares: readonly Share[];
}

/** What a line of a statement says of the order beside a fact's own amounts, so that a fact can be told from itself alone. */
export interface Billing {
  readonly memberId: string | null;
  readonly coverageId: string | null;
  readonly insurerId: string | null;
  readonly plan: PlanVersion | null;
  readonly orderKind: OrderKind;
  readonly serviceDate: CalendarDate;
}

/** Of one line, as a provider asks for it. */
export interface AskedLine {
  readonly lineNo: number;
  /** undefined: all that is left */
  readonly quantity: Quantity | undefined;
  /** billed for what was delivered */
  readonly amount: Fen;
}

/** Of one line, as a provider gives it back. */
export interface ReturnedLine {
  readonly lineNo: number;
  readonly quantity: Quantity;
}

/** Settles what was really delivered of an authorization. */
export interface CaptureFact extends FactHead {
  readonly type: 'capture';
  /** null: a pharmacy dispensed, which happens once */
  readonly captureNo: string | null;
  /** as it was asked; undefined: all that was left */
  readonly asked: readonly AskedLine[] | undefined;
  /** whether `final` was asked */
  readonly final: boolean;
  /** whether nothing is held any more: it was final, or took all there was */
  readonly closes: boolean;
  readonly billing: Billing;
  readonly lines: readonly MovedLine[];
  /** what of the hold is used from now on, in all lines together */
  readonly draws: readonly Draw[];
}

export const CAUSES = ['void', 'reversal', 'return', 'cancellation', 'prescription'] as const;

/** Whose wish ended a hold, or took a settlement back. */
export type Cause =
  | { readonly by: 'void' }
  | { readonly by: 'reversal'; readonly reversalNo: string; readonly reason: string }
  | { readonly by: 'return'; readonly returnNo: string }
  | { readonly by: 'cancellation'; readonly reason: string }
  | { readonly by: 'prescription'; readonly prescriptionNo: string };

/** Releases what an authorization still holds; captures made stay. */
export interface VoidFact extends FactHead {
  readonly type: 'void';
  readonly cause: Cause;
}

/** Nobody captured in time. The hold had ended at its instant; this only tells so. */
export interface ExpiryFact extends FactHead {
  readonly type: 'expiry';
}

/** Gives back what was settled, whole or by line and quantity; whatever is still held is released with it. */
export interface ReversalFact extends FactHead {
  readonly type: 'reversal';
  readonly cause: Exclude<Cause, { by: 'void' | 'prescription' }>;
  readonly billing: Billing;
  /** as it was asked; undefined: the whole */
  readonly asked: readonly ReturnedLine[] | undefined;
  readonly lines: readonly MovedLine[];
  /** what goes back to the accumulators, amounts above 0, in all lines together */
  readonly draws: readonly Draw[];
}

/** A reversal of an order that has not arrived: when it comes, it is declined. */
export interface TombstoneFact extends FactHead {
  readonly type: 'tombstone';
  readonly reversalNo: string;
  readonly reason: string;
  readonly asked: readonly ReturnedLine[] | undefined;
}

/** The drugs are with the patient. */
export interface DeliveryFact extends FactHead {
  readonly type: 'delivery';
  readonly deliveredAt: EpochMs;
}

/** A pharmacy's event that came before its predecessor, kept until that comes. */
export interface WaitingFact extends FactHead {
  readonly type: 'waiting';
  readonly event: PharmacyEvent;
}

/** A waiting event had its turn and moved nothing of the order by itself: it was overtaken, or refused, or the order was declined. */
export interface HandledFact extends FactHead {
  readonly type: 'handled';
  readonly webhookId: string;
  readonly outcome: 'superseded' | 'refused' | 'applied';
}

/** What happens to an order after it was decided, or before it came. */
export type LaterFact = (
  CaptureFact | VoidFact | ExpiryFact | ReversalFact | TombstoneFact | DeliveryFact | WaitingFact | HandledFact
) & {
  /** the waiting event that it carries out */
  readonly ofEvent?: string | undefined;
};
export type OrderFact = DecisionFact | LaterFact;

/** Whether a fact decided its order. */
export function isDecision(fact: OrderFact): fact is DecisionFact {
  return fact.type === 'settlement' || fact.type === 'decline' || fact.type === 'authorization';
}
