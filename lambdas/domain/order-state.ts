import type { Draw } from './accumulator.ts';
import type { EpochMs } from './calendar.ts';
import type { DecisionFact, OrderFact } from './fact.ts';
import type { Fen } from './money.ts';
import type { Quantity } from './quantity.ts';

export const AUTHORIZATION_STATUSES = [
  'authorized',
  'partially-captured',
  'captured',
  'declined',
  'voided',
  'expired',
] as const;
export type AuthorizationStatus = (typeof AUTHORIZATION_STATUSES)[number];

export const ORDER_STATUSES = [
  'settled',
  ...AUTHORIZATION_STATUSES,
  'partially-reversed',
  'reversed',
  'reversed-before-arrival',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What a line can still be refunded: quantity, and what the insurers and the patient carry of it. */
export interface RefundableLine {
  readonly lineNo: number;
  readonly quantity: Quantity;
  readonly insurer: Fen;
  readonly patient: Fen;
}

/** How far one line has come: what was captured of it (of a settlement: all), and what of that was given back. */
export interface LineProgress {
  /** billed, fen */
  readonly captured: Fen;
  readonly capturedQuantity: Quantity;
  readonly returnedQuantity: Quantity;
}

/** An order is the list of its facts; its state is a fold over them, and the time, because a hold ends at its instant. */
export interface OrderState {
  readonly status: OrderStatus;
  /** the fact that decides the order: the last that did, where an expired hold was decided again; none before its arrival */
  readonly decided: DecisionFact | undefined;
  /** of the authorization, where the order came as one; whatever was reversed since */
  readonly authorization: AuthorizationStatus | undefined;
  /** by position of the decided order's line */
  readonly progress: readonly LineProgress[];
  /** what the authorization still holds, each accumulator once; empty where it holds nothing any more */
  readonly held: readonly Draw[];
  /** what of the order is used now, each accumulator once */
  readonly used: readonly Draw[];
  /** the lines of which something is left to refund */
  readonly refundable: readonly RefundableLine[];
  readonly delivered: boolean;
  /** the number of the next fact */
  readonly next: number;
}

/** The state of an order at an instant; `undefined` where nothing has happened to it. */
export declare function orderState(facts: readonly OrderFact[], now: EpochMs): OrderState | undefined;
