import * as z from 'zod';
import { WAIVABLE_CHECKS } from '../domain/plan.ts';
import { chosenUnion } from './chosen-union.ts';
import { benefit, bilingualText, narrowing, network } from './plan-benefit.ts';
import { limits } from './plan-limit.ts';
import { basisPoints, calendarDate, days, diagnosisPrefix, fen, identifier, MAX_LIST_ENTRIES } from './primitives.ts';
import { MAX_VERSION, versionAddressFaults } from './version-address.ts';

const MAX_BENEFITS = 100;
const MAX_ENDORSEMENTS = 50;
const MAX_YEARLY_AMOUNTS = 10;

/** `19` or `3101`: a province, or a prefecture, or a county. */
const regionPrefix = z.string().regex(/^[1-9]\d(\d\d){0,2}$/, 'must be 2, 4 or 6 digits of a GB/T 2260 code');

export const yearlyAmount = z.strictObject({
  amount: fen,
  per: z.enum(['year']),
  scope: z.enum(['member', 'family']),
});

const yearlyAmounts = chosenUnion([yearlyAmount, z.array(yearlyAmount).min(1).max(MAX_YEARLY_AMOUNTS)], (value) =>
  Array.isArray(value) ? 1 : 0,
);

export const exclusions = z.strictObject({
  diagnoses: z.array(diagnosisPrefix).max(MAX_LIST_ENTRIES).optional(),
  codes: z.array(identifier).max(MAX_LIST_ENTRIES).optional(),
});

export const nationalInsuranceRule = z.strictObject({ rateIfUnusedBps: basisPoints });

export const endorsement = z.strictObject({
  endorsementId: identifier,
  name: bilingualText,
  from: calendarDate,
  to: calendarDate,
  regions: narrowing(regionPrefix).optional(),
  diagnoses: narrowing(diagnosisPrefix).optional(),
  providers: narrowing(identifier, MAX_LIST_ENTRIES).optional(),
  waives: z.array(z.enum(WAIVABLE_CHECKS)).min(1).max(WAIVABLE_CHECKS.length),
});

const planVersion = z.int().min(1).max(MAX_VERSION);

/** The whole plan document. What is well formed and still cannot be adjudicated is the domain's to refuse (422). */
export const planRequest = z.strictObject({
  planId: identifier,
  version: planVersion,
  name: bilingualText,
  currency: z.enum(['CNY']),
  effectiveFrom: calendarDate,
  effectiveTo: calendarDate.optional(),
  year: z.enum(['calendar', 'coverage']),
  waitingDays: days.optional(),
  network: network.optional(),
  exclusions: exclusions.optional(),
  deductible: yearlyAmounts.optional(),
  outOfPocketMax: yearlyAmounts.optional(),
  nationalInsurance: nationalInsuranceRule.optional(),
  filingDays: days.optional(),
  limits: limits.optional(),
  benefits: z.array(benefit).min(1).max(MAX_BENEFITS),
  endorsements: z.array(endorsement).max(MAX_ENDORSEMENTS).optional(),
});

export type PlanRequest = z.infer<typeof planRequest>;

interface PathFault {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a plan's address: the version's form, or a document which names another plan or version. */
export function planPathErrors(path: Readonly<Record<string, string>>, plan: PlanRequest): PathFault[] {
  const faults = versionAddressFaults(path);
  if (faults.length > 0) return [...faults];
  const errors: PathFault[] = [];
  if (plan.planId !== path['planId']) errors.push({ path: 'planId', message: 'must be the planId of the address' });
  if (String(plan.version) !== path['version'])
    errors.push({ path: 'version', message: 'must be the version of the address' });
  return errors;
}
