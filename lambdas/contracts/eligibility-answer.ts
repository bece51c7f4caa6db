import * as z from 'zod';
import { COVERAGE_STATUSES } from '../domain/coverage.ts';
import { accumulator, planVersionAnswer } from './decision-answer.ts';
import { calendarDate, identifier } from './primitives.ts';

export const benefitName = z.looseObject({ zh: z.string(), en: z.string() });

export const eligibleBenefit = z.looseObject({
  benefitId: identifier,
  name: benefitName,
  firstEligibleDate: calendarDate.optional(),
  limits: z.array(accumulator),
});

export const eligibleCoverage = z.looseObject({
  coverageId: identifier,
  plan: planVersionAnswer.nullable(),
  from: calendarDate,
  to: calendarDate,
  status: z.enum(COVERAGE_STATUSES),
  firstDate: calendarDate.optional(),
  benefits: z.array(eligibleBenefit),
  limits: z.array(accumulator),
});

export const eligibilityAnswer = z.looseObject({ memberId: identifier, coverages: z.array(eligibleCoverage) });

export type EligibilityAnswer = z.infer<typeof eligibilityAnswer>;
