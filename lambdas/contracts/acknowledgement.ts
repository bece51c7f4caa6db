import * as z from 'zod';
import { calendarDate, instant } from './primitives.ts';

/** Sums of many orders: far above one amount, and still exact. */
export const netFen = z.int('must be an integer number of fen');

const MAX_COUNT = 999_999_999;

const statementMark = {
  version: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case'),
  count: z.int().min(0).max(MAX_COUNT),
  net: netFen,
};

/** The figures of the statement that the insurer has in hand. */
export const acknowledgementRequest = z.strictObject(statementMark);

export const acknowledgementAnswer = z.looseObject({
  businessDate: calendarDate,
  ...statementMark,
  acknowledgedAt: instant,
});

export type AcknowledgementRequest = z.infer<typeof acknowledgementRequest>;
export type AcknowledgementAnswer = z.infer<typeof acknowledgementAnswer>;
