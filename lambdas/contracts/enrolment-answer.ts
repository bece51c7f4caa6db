import * as z from 'zod';
import { identifier } from './primitives.ts';

const count = z.int().min(0);

/** A file that was taken, or is expected at an address. */
export const startedEnrolment = z.looseObject({ enrolmentId: identifier, uploadUrl: z.url().optional() });

export const refusedRow = z.looseObject({ line: z.int().min(1), code: z.string(), message: z.string() });

/** How far a file has been worked off, and what of it was refused. */
export const enrolmentReport = z.looseObject({
  enrolmentId: identifier,
  status: z.enum(['running', 'done']),
  received: count,
  accepted: count,
  refusedCount: count,
  refused: z.array(refusedRow),
  bytesRead: count,
  bytes: count.nullable(),
});

export type StartedEnrolment = z.infer<typeof startedEnrolment>;
export type EnrolmentReport = z.infer<typeof enrolmentReport>;
