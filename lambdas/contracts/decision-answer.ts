import * as z from 'zod';
import { LIMIT_MEASURES } from '../domain/plan.ts';
import { calendarDate, fen, identifier, instant } from './primitives.ts';

// Answers are open objects: fields may be added, and clients ignore those they do not know.

/** A sum over up to 50 lines. */
const sum = z.int().min(0);

const decimalText = z.string().regex(/^(0|[1-9]\d*)(\.\d{1,4})?$/);

/** The closed list is reasonCodes of the domain; here only the shape, so that a client's copy need not know new ones. */
const reasonCode = z.string().regex(/^[A-Z]\d{3}$/);

export const planVersionAnswer = z.looseObject({ planId: identifier, version: z.int().min(1) });

export const amounts = z.looseObject({ billed: sum, priorPaid: sum, insurer: sum, patient: sum, writeOff: sum });

export const share = z.looseObject({ coverageId: identifier, insurerId: identifier, amount: z.int().min(1) });

export const reason = z.looseObject({
  code: reasonCode,
  amount: z.int(),
  zh: z.string().min(1),
  en: z.string().min(1),
  rule: z.string().min(1),
  firstDate: calendarDate.optional(),
});

export const decidedLine = z.looseObject({
  lineNo: z.int().min(1),
  benefitId: identifier.nullable(),
  billed: fen,
  priorPaid: fen,
  insurer: fen,
  patient: fen,
  writeOff: fen,
  shares: z.array(share),
  reasons: z.array(reason),
});

/** A year or a rolling period that holds the first days a request can name has begun before them. */
const periodStart = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date as YYYY-MM-DD');
export const period = z.looseObject({ from: periodStart, to: calendarDate });

/** fen and orders as integers, quantities as decimal strings */
const measured = z.union([z.int().min(0), decimalText]);

export const accumulator = z.looseObject({
  limitId: identifier,
  coverageId: identifier,
  scope: z.enum(['member', 'family', 'pool']),
  measure: z.enum(LIMIT_MEASURES),
  max: measured,
  used: measured,
  held: measured,
  remaining: measured,
  period: period.nullable(),
});

const decisionFields = {
  decision: z.enum(['approved', 'partial', 'declined']),
  orderNo: identifier,
  coverageId: identifier.nullable(),
  plan: planVersionAnswer.nullable(),
  businessDate: calendarDate,
  totals: amounts,
  shares: z.array(share),
  lines: z.array(decidedLine),
  reasons: z.array(reason),
  accumulators: z.array(accumulator),
};

export const decisionAnswer = z.looseObject(decisionFields);

export const quoteAnswer = z.looseObject({ quoteToken: z.string().min(1), expiresAt: instant, ...decisionFields });

export const SETTLEMENT_STATUSES = ['settled', 'declined'] as const;

export const settlementAnswer = z.looseObject({
  settlementId: z.string().min(1),
  status: z.enum(SETTLEMENT_STATUSES),
  ...decisionFields,
});

export const AUTHORIZED_STATUSES = ['authorized', 'declined'] as const;

export const authorizationAnswer = z.looseObject({
  authorizationId: z.string().min(1),
  status: z.enum(AUTHORIZED_STATUSES),
  expiresAt: instant,
  ...decisionFields,
});

export type AuthorizationAnswer = z.infer<typeof authorizationAnswer>;
export type DecisionAnswer = z.infer<typeof decisionAnswer>;
export type QuoteAnswer = z.infer<typeof quoteAnswer>;
export type SettlementAnswer = z.infer<typeof settlementAnswer>;
