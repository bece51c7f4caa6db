import { coverageAnswer } from '../coverage-answer.ts';
import { coverageRequest, enrolledIdentity } from '../coverage.ts';
import { benefitName, eligibilityAnswer, eligibleBenefit, eligibleCoverage } from '../eligibility-answer.ts';
import { planAnswer } from '../plan-answer.ts';
import { noted } from './field-notes.ts';

const coverageNoteFields = {
  memberId: ['The member, by a number that names one person for all insurers.', 'M-1001'],
  planId: ['A plan that you have published.', 'ehealth-direct'],
  from: ['First day.', '2026-01-01'],
  to: ['Last day; `9999-12-31` for an open end.', '2026-12-31'],
  status: ['A suspended coverage refuses orders with E105, a terminated one with E104.', 'active'],
  nationalInsurance: ['Whether the member has national insurance (B601).', false],
  consent: ['Whether the member agreed to direct billing; without it orders are refused (E109).', true],
  familyId: ['Members with the same one share family totals. Without one a member is a family of one.', 'F-77'],
  renewalOf: ['The coverage that this one renews: without a gap the waiting time goes on from the first.', 'C-2025-1'],
  priority: ['Several coverages pay in this order, the lowest first; 100 where left out.', 100],
} as const;

export const coverageNotes = {
  Enrolment: noted(coverageRequest, 'One member enrolled in one plan, from a date to a date, both inclusive.', {
    ...coverageNoteFields,
    identity: ['Who the member is, so that providers may ask by identity. Stored encrypted, never given back.'],
  }),
  EnrolledIdentity: noted(enrolledIdentity, 'Who a member is. The same for all insurers of the member.', {
    idType: ['Kind of document.', 'resident-id'],
    idNo: [
      'Resident identity number (GB 11643): 18 characters, an existing birth date and a right check digit.',
      '11000019491231009X',
    ],
    name: ['Full name as on the document.', '张三'],
    birthDate: ['Used for the age on the service date (P206).', '1949-12-31'],
    sex: ['As on the document.', 'female'],
  }),
  Coverage: noted(coverageAnswer, 'A coverage as it is stored.', {
    coverageId: ['Your number of the coverage, from the address.', 'C-2026-1'],
    ...coverageNoteFields,
  }),
  PublishedPlan: noted(planAnswer, 'A plan version that is published, and stays as it is.', {
    planId: ['From the address.', 'ehealth-direct'],
    version: ['From the address.', 3],
    status: ['Always `published`.', 'published'],
    publishedAt: ['When it was published first.', '2026-11-20T09:00:00.000+08:00'],
  }),
  Eligibility: noted(eligibilityAnswer, 'What a member has.', {
    memberId: ['The member.', 'M-1001'],
    coverages: ['Every coverage with consent to direct billing, in the order in which they would pay.'],
  }),
  EligibleCoverage: noted(eligibleCoverage, 'One coverage as it stands on the service date.', {
    coverageId: ['The coverage.', 'C-2026-1'],
    plan: ['The plan version that would decide; null where none is in force.'],
    from: ['First day.', '2026-01-01'],
    to: ['Last day.', '2026-12-31'],
    status: ['As the insurer set it.', 'active'],
    firstDate: ['The first day in force, where the service date is before it.', '2026-06-01'],
    benefits: ['The benefits of the plan.'],
    limits: [
      'Limits of the whole plan, with the deductible (`deductible`) and the out-of-pocket maximum (`out-of-pocket`).',
    ],
  }),
  EligibleBenefit: noted(eligibleBenefit, 'One benefit as it stands on the service date.', {
    benefitId: ['The benefit.', 'consult'],
    name: ['The name that patients read.'],
    firstEligibleDate: ['The first day after the waiting time.', '2026-08-30'],
    limits: ['Its limits.'],
  }),
  BenefitName: noted(benefitName, 'The name of a benefit in both languages.', {
    zh: ['Chinese.', '互联网问诊'],
    en: ['English.', 'Online consults'],
  }),
} as const;
