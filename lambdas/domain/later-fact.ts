import type { Draw } from './accumulator.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Amounts, PlanVersion, Share } from './decision.ts';
import type { FactHead } from './fact.ts';
import type { Fen } from './money.ts';
import type { OrderKind } from './order.ts';
import type { PharmacyEvent } from './pharmacy-event.ts';
import type { Quantity } from './quantity.ts';

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

/** The line of a published statement that an insurer disputed. */
export interface DisputedLine {
  readonly businessDate: CalendarDate;
  /** its number, from 1 on */
  readonly line: number;
}

/**
 * An insurer owes less of what was settled, because a dispute was accepted; or it owes again a part of what an earlier one took off,
 * because that part of the order has been given back. Limits and quantities stay as they are.
 */
export interface AdjustmentFact extends FactHead {
  readonly type: 'adjustment';
  /** with the insurer and the coverage that it concerns */
  readonly billing: Billing;
  /** credit: the insurer owes less */
  readonly direction: 'credit' | 'debit';
  readonly amount: Fen;
  /** the number of the fact that was disputed, or that gave back what had been adjusted */
  readonly of: number;
  /** undefined: it follows a reversal */
  readonly disputed: DisputedLine | undefined;
}

/** What happens to an order after it was decided, or before it came. */
export type LaterFact = (
  | CaptureFact
  | VoidFact
  | ExpiryFact
  | ReversalFact
  | TombstoneFact
  | DeliveryFact
  | WaitingFact
  | HandledFact
  | AdjustmentFact
) & {
  /** the waiting event that it carries out */
  readonly ofEvent?: string | undefined;
};
