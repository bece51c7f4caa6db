import * as z from 'zod';
import { CLAIM_OBSTACLES, CLAIM_STATUSES } from '../domain/claim.ts';
import { calendarDate, fen, identifier, instant } from './primitives.ts';

/** A number that an insurer gives a claim: what a statement repeats. */
const insurerClaimNo = z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 visible ASCII characters');
const reason = z.string().min(1).max(500);

/** What an insurer answers when it is sent a claim or asked about one. We are its client: what we do not know, we ignore. */
export const insurerAnswer = z.object({
  status: z.enum(['accepted', 'rejected', 'pending']),
  insurerClaimNo: insurerClaimNo.optional(),
  reason: reason.optional(),
});

/** The answer to a claim that was pending. */
export const claimResultRequest = z.strictObject({
  status: z.enum(['accepted', 'rejected']),
  insurerClaimNo: insurerClaimNo.optional(),
  reason: reason.optional(),
});

export type ClaimResultRequest = z.infer<typeof claimResultRequest>;

export const claimStateAnswer = z.looseObject({
  claimId: identifier,
  type: z.enum(['settlement', 'reversal']),
  originalClaimId: identifier.optional(),
  orderNo: identifier,
  factId: identifier,
  businessDate: calendarDate,
  amount: fen,
  status: z.enum(CLAIM_STATUSES),
  insurerClaimNo: insurerClaimNo.optional(),
  reason: reason.optional(),
  attempts: z.int().min(0),
  submittedAt: instant.optional(),
  answeredAt: instant.optional(),
  nextAttemptAt: instant.optional(),
  lastFailure: z.union([z.int(), z.enum(CLAIM_OBSTACLES)]).optional(),
});

export type ClaimStateAnswer = z.infer<typeof claimStateAnswer>;
