import * as z from 'zod';
import { netFen } from './acknowledgement.ts';
import { calendarDate, identifier } from './primitives.ts';

export const settlementAccountQuery = z.strictObject({ date: calendarDate.optional() });

/** `closing = opening + debit − credit − paid`, of the last day until the date on which anything moved. */
export const insurerAccount = z.looseObject({
  insurerId: identifier,
  businessDate: calendarDate,
  opening: netFen,
  count: z.int().min(0),
  debit: netFen,
  credit: netFen,
  paid: netFen,
  closing: netFen,
});

export const settlementAccountAnswer = z.looseObject({
  providerId: identifier,
  date: calendarDate,
  /** what all insurers owe together */
  owed: netFen,
  insurers: z.array(insurerAccount),
});

export type SettlementAccountAnswer = z.infer<typeof settlementAccountAnswer>;

export const paymentAdviceQuery = z.strictObject({
  week: z.string().regex(/^20\d\d-W\d\d$/, 'must be a week of ISO 8601, such as 2026-W47'),
});
