import type { CoverageRequest } from '../coverage.ts';
import type { FormularyEntryRequest } from '../formulary.ts';
import type { PlanRequest } from '../plan.ts';
import type { PoolRequest } from '../pool.ts';

export const planExample: PlanRequest = {
  planId: 'ehealth-direct',
  version: 3,
  name: { zh: '互联网医疗直付计划', en: 'Online care, billed directly' },
  currency: 'CNY',
  effectiveFrom: '2026-01-01',
  effectiveTo: '2027-12-31',
  year: 'calendar',
  waitingDays: 30,
  network: 'any',
  exclusions: { diagnoses: ['Z41', 'F10'] },
  deductible: { amount: 10_000, per: 'year', scope: 'member' },
  filingDays: 30,
  benefits: [
    {
      benefitId: 'consult',
      name: { zh: '互联网问诊', en: 'Online consults' },
      covers: { orderKinds: ['consult'], categories: ['consult'], items: 'any' },
      deductible: 'waived',
      coinsuranceBps: 0,
      limits: [{ limitId: 'consult-year', measure: 'amount', max: 50_000, per: 'year', onExceed: 'reduce' }],
    },
  ],
};

export const publishedPlanExample = {
  planId: 'ehealth-direct',
  version: 3,
  status: 'published',
  publishedAt: '2026-11-21T10:05:02.114+08:00',
};

export const formularyExample: readonly FormularyEntryRequest[] = [
  { code: 'XA10BAE021A010010201650', name: '盐酸二甲双胍片', maxUnitPrice: 310, tier: 'A', maxDaysSupply: 28 },
  { code: 'XR05CBA211A001010101237', name: '盐酸氨溴索片', maxUnitPrice: 85, tier: 'B', otc: true },
];

export const publishedFormularyExample = {
  formularyId: 'core',
  version: 3,
  status: 'published',
  entries: 2,
  publishedAt: '2026-11-21T10:05:02.114+08:00',
};

export const enrolmentExample: CoverageRequest = {
  memberId: 'M-1001',
  planId: 'ehealth-direct',
  from: '2026-01-01',
  to: '2026-12-31',
  status: 'active',
  nationalInsurance: false,
  consent: true,
  identity: { idType: 'resident-id', idNo: '11000019491231009X', name: '张三', birthDate: '1949-12-31', sex: 'female' },
};

export const coverageExample = {
  coverageId: 'C-2026-1',
  memberId: 'M-1001',
  planId: 'ehealth-direct',
  from: '2026-01-01',
  to: '2026-12-31',
  status: 'active',
  nationalInsurance: false,
  consent: true,
  priority: 100,
};

export const poolRequestExample: PoolRequest = { budget: 50_000_000, shards: 4 };

export const poolExample = {
  poolId: 'relief-2026',
  budget: 50_000_000,
  shards: 4,
  used: 0,
  held: 0,
  remaining: 50_000_000,
};
