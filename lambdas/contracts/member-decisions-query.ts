import * as z from 'zod';
import { calendarDate } from './primitives.ts';

/** What may be asked of a member's decisions. Dates are business dates, both inclusive. */
export const memberDecisionsQuery = z.strictObject({
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  limit: z
    .string()
    .regex(/^([1-9]|[1-4]\d|50)$/, 'must be 1 to 50')
    .optional(),
  cursor: z
    .string()
    .regex(/^[\w-]{1,128}$/, 'must be the `next` of an answer')
    .optional(),
  format: z.enum(['json', 'html']).optional(),
});

export type MemberDecisionsQuery = z.infer<typeof memberDecisionsQuery>;
