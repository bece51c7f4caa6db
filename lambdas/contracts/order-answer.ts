import * as z from 'zod';
import { FACT_TYPES } from '../domain/fact.ts';
import { amounts, decisionAnswer, SETTLEMENT_STATUSES } from './decision-answer.ts';
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
  totals: amounts,
});

/** An order as its provider reads it back. */
export const orderAnswer = z.looseObject({
  orderNo: identifier,
  status: z.enum(SETTLEMENT_STATUSES),
  decision: decisionAnswer,
  settlementId: z.string().min(1).optional(),
  refundable: z.array(refundableLine),
  facts: z.array(factAnswer).min(1),
  trace: traceAnswer.optional(),
});

export type OrderAnswer = z.infer<typeof orderAnswer>;
