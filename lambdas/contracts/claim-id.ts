import * as z from 'zod';
import type { BookLine } from '../domain/book-line.ts';

/** Where the book has the line that a claim is of. */
export type ClaimRef = Pick<BookLine, 'insurerId' | 'businessDate' | 'postedAt' | 'factId'>;

const CLAIM_REF = /^([^#]+)#(\d{4}-\d\d-\d\d)#(\d{1,14})#([^#]+)$/;

/** A claim as one text: what a queue's message and a timer name it by. */
export const claimRefText = ({ insurerId, businessDate, postedAt, factId }: ClaimRef): string =>
  `${insurerId}#${businessDate}#${postedAt}#${factId}`;

/** Only `claimRefText` writes these, so anything else is a defect and throws. */
export function parseClaimRef(text: string): ClaimRef {
  const [, insurerId, businessDate, postedAt, factId] = CLAIM_REF.exec(text) ?? [];
  if (insurerId === undefined || businessDate === undefined || factId === undefined) throw new Error('not a claim');
  return { insurerId, businessDate, postedAt: Number(postedAt), factId };
}

/**
 * What the queue `claims` takes: a claim to be submitted, asked about first where it may have been sent without a word about it being
 * kept; or an insurer that is within reach again, whose claims have waited.
 */
export const claimMessage = z.union([
  z.strictObject({ claim: z.string().regex(CLAIM_REF), askFirst: z.boolean() }),
  z.strictObject({ insurerWithinReach: z.string() }),
]);

export type ClaimMessage = z.infer<typeof claimMessage>;

const CLAIM_ID = /^([\w-]{21}\.[1-9]\d{0,3})(?:\.[2-9]\d{0,3}|\.1\d{1,3})?$/;

/** The fact that a claim's id begins with; undefined where it is not shaped like one. */
export const factOfClaim = (claimId: string): string | undefined => CLAIM_ID.exec(claimId)?.[1];
