import * as z from 'zod';
import { LIMIT_MEASURES } from '../domain/plan.ts';
import { keywordOr } from './chosen-union.ts';
import { fen, identifier } from './primitives.ts';

export const MAX_ROLLING_DAYS = 3_660;

export const rollingPeriod = z.strictObject({ rollingDays: z.int().min(1).max(MAX_ROLLING_DAYS) });
export const poolScope = z.strictObject({ pool: identifier });

/** A running total against which orders are measured: fen, orders, or whole units of quantity. */
export const limit = z.strictObject({
  limitId: identifier,
  measure: z.enum(LIMIT_MEASURES),
  max: fen,
  per: keywordOr(
    z.enum(
      ['line', 'order', 'day', 'month', 'year', 'lifetime'],
      'must be line, order, day, month, year, lifetime or {"rollingDays": n}',
    ),
    rollingPeriod,
  ),
  scope: keywordOr(z.enum(['member', 'family']), poolScope).optional(),
  onExceed: z.enum(['reduce', 'reject']).optional(),
});

const MAX_LIMITS = 50;
export const limits = z.array(limit).max(MAX_LIMITS);
