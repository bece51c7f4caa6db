import type { CalendarDate, EpochMs } from './calendar.ts';
import { shanghaiDate } from './calendar.ts';
import type { Fen } from './money.ts';
import type { Quantity } from './quantity.ts';

export const ORDER_KINDS = ['consult', 'pharmacy', 'test'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export const LINE_CATEGORIES = ['consult', 'drug', 'delivery', 'test', 'device', 'registration'] as const;
export type LineCategory = (typeof LINE_CATEGORIES)[number];

export const VISIT_TYPES = ['follow-up', 'first', 'advice'] as const;
export type VisitType = (typeof VISIT_TYPES)[number];

export const VISIT_MODES = ['text', 'phone', 'video'] as const;
export type VisitMode = (typeof VISIT_MODES)[number];

/** A member as an order names it: by number, or by identity with the identity number already turned into its keyed hash. */
export type MemberReference =
  | { readonly by: 'memberId'; readonly memberId: string }
  | { readonly by: 'identity'; readonly identityHash: string; readonly nameHash: string };

export interface Visit {
  readonly type: VisitType;
  readonly mode: VisitMode;
  readonly department?: string | undefined;
  readonly doctorId?: string | undefined;
  readonly priorDiagnosisEvidence?: boolean | undefined;
  readonly guardianPresent?: boolean | undefined;
}

export interface Diagnosis {
  /** ICD-10, insurance edition 2.0 */
  readonly code: string;
  readonly name?: string | undefined;
}

export interface OrderLine {
  readonly lineNo: number;
  readonly category: LineCategory;
  readonly code?: string | undefined;
  readonly name: string;
  readonly quantity: Quantity;
  /** billed for the whole line */
  readonly amount: Fen;
  readonly daysSupply?: number | undefined;
}

export interface PriorPayment {
  readonly payer: string;
  readonly lineNo: number;
  readonly amount: Fen;
}

/** What a provider bills. Lines are in `lineNo` order. */
export interface Order {
  readonly orderNo: string;
  readonly kind: OrderKind;
  /** ISO 8601 with offset, as the provider sent it */
  readonly serviceAt: string;
  readonly member: MemberReference;
  /** GB/T 2260 division code */
  readonly region?: string | undefined;
  readonly visit?: Visit | undefined;
  readonly prescriptionNo?: string | undefined;
  readonly diagnoses: readonly Diagnosis[];
  readonly lines: readonly OrderLine[];
  readonly priorPayments: readonly PriorPayment[];
}

/** The date of `serviceAt` in Asia/Shanghai: the day by which coverage, plan version and periods are chosen. */
export const serviceDate = (order: Pick<Order, 'serviceAt'>): CalendarDate => shanghaiDate(Date.parse(order.serviceAt));

/** The instant of the service. */
export const servedAt = (order: Order): EpochMs => Date.parse(order.serviceAt);

/**
 * The earliest instant at which what an order asks for can have been handed over: an authorization is for what is yet to come, so not
 * before it arrives.
 */
export const handedOverFrom = (servedAtInstant: EpochMs, arrivedAt: EpochMs, holds: boolean): EpochMs =>
  holds ? Math.max(servedAtInstant, arrivedAt) : servedAtInstant;

/** What earlier payers paid of a line. */
export function priorPaidOf({ priorPayments }: Pick<Order, 'priorPayments'>, lineNo: number): Fen {
  let paid = 0;
  for (const payment of priorPayments) if (payment.lineNo === lineNo) paid += payment.amount;
  return paid;
}
