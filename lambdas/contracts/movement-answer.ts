import * as z from 'zod';
import { AUTHORIZATION_STATUSES } from '../domain/order-state.ts';
import { amounts, share } from './decision-answer.ts';
import { calendarDate, fen, identifier, instant } from './primitives.ts';

/** What a capture books, or a reversal gives back, of one line. */
export const movedLine = z.looseObject({
  lineNo: z.int().min(1),
  /** decimal string; 0 where only an amount was captured */
  quantity: z.string().regex(/^(0|[1-9]\d{0,4})(\.\d{1,4})?$/),
  billed: fen,
  priorPaid: fen,
  insurer: fen,
  patient: fen,
  writeOff: fen,
  shares: z.array(share),
});

const movementFields = {
  businessDate: calendarDate,
  totals: amounts,
  lines: z.array(movedLine),
  shares: z.array(share),
};

export const CAPTURE_STATUSES = ['partially-captured', 'captured'] as const;

export const captureAnswer = z.looseObject({
  captureId: z.string().min(1),
  captureNo: identifier,
  authorizationId: z.string().min(1),
  status: z.enum(CAPTURE_STATUSES),
  ...movementFields,
});

export const REVERSAL_STATUSES = ['reversed', 'partially-reversed', 'voided', 'reversed-before-arrival'] as const;

/** Amounts are positive: what goes back. They are absent where the order has not arrived. */
export const reversalAnswer = z.looseObject({
  reversalId: z.string().min(1),
  reversalNo: identifier,
  status: z.enum(REVERSAL_STATUSES),
  businessDate: calendarDate.optional(),
  totals: amounts.optional(),
  lines: z.array(movedLine).optional(),
  shares: z.array(share).optional(),
});

export const voidAnswer = z.looseObject({
  authorizationId: z.string().min(1),
  orderNo: identifier,
  status: z.literal('voided'),
  voidedAt: instant,
  businessDate: calendarDate,
});

/** An authorization as a conflict shows it. */
export const authorizationState = z.looseObject({
  authorizationId: z.string().min(1),
  orderNo: identifier,
  status: z.enum(AUTHORIZATION_STATUSES),
  expiresAt: instant,
});

export type CaptureAnswer = z.infer<typeof captureAnswer>;
export type ReversalAnswer = z.infer<typeof reversalAnswer>;
export type VoidAnswer = z.infer<typeof voidAnswer>;
export type AuthorizationState = z.infer<typeof authorizationState>;
