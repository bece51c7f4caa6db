import * as z from 'zod';
import { FACT_TYPES } from '../domain/fact.ts';
import { CAUSES } from '../domain/later-fact.ts';
import { ORDER_STATUSES } from '../domain/order-state.ts';
import { amounts, decisionAnswer } from './decision-answer.ts';
import { traceAnswer } from './trace-answer.ts';
import { calendarDate, fen, identifier, instant } from './primitives.ts';

export const refundableLine = z.looseObject({
  lineNo: z.int().min(1),
  quantity: z.string().regex(/^(0|[1-9]\d{0,4})(\.\d{1,4})?$/),
  insurer: fen,
  patient: fen,
});

export const factAnswer = z.looseObject({
  factId: z.string().min(1),
  type: z.enum(FACT_TYPES),
  postedAt: instant,
  businessDate: calendarDate,
  /** what was decided, captured or given back */
  totals: amounts.optional(),
  /** the provider's own number of it */
  no: identifier.optional(),
  /** why a hold ended, or a settlement was taken back */
  cause: z.enum(CAUSES).optional(),
  expiresAt: instant.optional(),
  deliveredAt: instant.optional(),
  /** the event that waits */
  event: z.string().optional(),
  /** of an adjustment: whose share of the order changed, by how much, and whether that insurer owes less (credit) or more */
  insurerId: identifier.optional(),
  amount: fen.optional(),
  direction: z.enum(['debit', 'credit']).optional(),
  /** what became of a waiting event that moved nothing */
  outcome: z.enum(['superseded', 'refused', 'applied']).optional(),
});

/** An order as its provider reads it back. */
export const orderAnswer = z.looseObject({
  orderNo: identifier,
  status: z.enum(ORDER_STATUSES),
  /** null: only a reversal has come so far */
  decision: decisionAnswer.nullable(),
  authorizationId: z.string().min(1).optional(),
  settlementId: z.string().min(1).optional(),
  refundable: z.array(refundableLine),
  facts: z.array(factAnswer).min(1),
  trace: traceAnswer.optional(),
});

export type FactAnswer = z.infer<typeof factAnswer>;
export type OrderAnswer = z.infer<typeof orderAnswer>;
