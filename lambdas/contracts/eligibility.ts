import * as z from 'zod';
import { memberReference } from './member.ts';
import { calendarDate, regionCode } from './primitives.ts';

export const eligibilityRequest = z.strictObject({
  member: memberReference,
  serviceDate: calendarDate.optional(),
  region: regionCode.optional(),
});

export type EligibilityRequest = z.infer<typeof eligibilityRequest>;
