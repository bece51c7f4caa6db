import * as z from 'zod';
import { PART_LINES, STATEMENT_SCHEMA } from '../domain/statement-manifest.ts';
import { calendarDate, identifier } from './primitives.ts';

const count = z.int().min(0);
/** Fen; what is owed may be below 0. */
const balance = z.int();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');

export const subtotalAnswer = z.looseObject({ count, debit: count, credit: count, net: balance });

export const partAnswer = z.looseObject({
  n: z.int().min(1),
  format: z.literal('text/csv'),
  lines: z.int().min(0).max(PART_LINES),
  bytes: z.int().min(1),
  sha256,
  href: z.string().startsWith('/v1/statements/'),
});

export const signatureAnswer = z.looseObject({
  alg: z.literal('ed25519'),
  keyId: z.string().min(1),
  value: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'must be 64 bytes in base64'),
});

const subtotals = z.record(z.string(), subtotalAnswer);

export const manifestAnswer = z.looseObject({
  insurerId: identifier,
  businessDate: calendarDate,
  version: z.literal(1),
  supersedes: z.null(),
  schema: z.literal(STATEMENT_SCHEMA),
  opening: balance,
  closing: balance,
  count,
  debit: count,
  credit: count,
  net: balance,
  remitted: balance,
  byType: subtotals,
  byProvider: subtotals,
  byPlan: subtotals,
  lateCount: count,
  unsubmittedCount: count,
  sha256,
  previousSha256: sha256,
  parts: z.array(partAnswer).min(1),
  signature: signatureAnswer,
});

/** Oldest first. */
export const statementsAnswer = z.looseObject({
  from: calendarDate,
  to: calendarDate,
  statements: z.array(manifestAnswer),
  next: calendarDate.optional(),
});
