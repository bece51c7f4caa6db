import * as z from 'zod';
import { COVERAGE_STATUSES } from '../domain/coverage.ts';
import { calendarDate, identifier } from './primitives.ts';

/** The coverage as it is stored. The identity is never given back. */
export const coverageAnswer = z.looseObject({
  coverageId: identifier,
  memberId: identifier,
  planId: identifier,
  from: calendarDate,
  to: calendarDate,
  status: z.enum(COVERAGE_STATUSES),
  nationalInsurance: z.boolean(),
  consent: z.boolean(),
  familyId: identifier.optional(),
  renewalOf: identifier.optional(),
  priority: z.int().min(0),
});

export type CoverageAnswer = z.infer<typeof coverageAnswer>;
