import type { CoverageRequest } from '../../lambdas/contracts/coverage.ts';
import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import { residentIdCheckDigit } from '../../lambdas/contracts/resident-id.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Chance } from './chance.ts';

/** What the insurers of a run publish: small limits, so that most orders come near the end of one. */
export const PLANS = ['family-plan', 'pool-plan', 'basic-plan'] as const;
export type PlanId = (typeof PLANS)[number];

export const insurerOf: Readonly<Record<PlanId, DemoPartnerId>> = {
  'family-plan': 'insurer-a',
  'pool-plan': 'insurer-a',
  'basic-plan': 'insurer-b',
};

export const POOLS = [
  { poolId: 'employer-pool', insurerId: 'insurer-a', shards: [1, 2, 4] },
  { poolId: 'relief-pool', insurerId: 'insurer-b', shards: [1, 3, 8] },
] as const;

const PLAN_NAME = { zh: '直付方案', en: 'A plan' };
const CONSULTS = { zh: '问诊', en: 'Consults' };
const DRUGS = { zh: '药品', en: 'Drugs' };
const TESTS = { zh: '检查', en: 'Tests' };

/** `size`: by how much the limits of this version are larger or smaller, in hundredths. */
export function planDocument(planId: PlanId, version: number, size: number): PlanRequest {
  const max = (amount: number): number => Math.max(1, Math.round((amount * size) / 100));
  const head = { planId, version, name: PLAN_NAME, currency: 'CNY', effectiveFrom: '2020-01-01' } as const;
  switch (planId) {
    case 'family-plan':
      return {
        ...{ ...head, year: 'calendar', filingDays: 180 },
        deductible: [
          { amount: 1_500, per: 'year', scope: 'member' },
          { amount: 2_500, per: 'year', scope: 'family' },
        ],
        outOfPocketMax: [{ amount: max(20_000), per: 'year', scope: 'family' }],
        limits: [
          { limitId: 'family-year', measure: 'amount', max: max(120_000), per: 'year', scope: 'family' },
          { limitId: 'family-life', measure: 'amount', max: max(300_000), per: 'lifetime' },
        ],
        benefits: [
          {
            ...{ benefitId: 'consults', name: CONSULTS, covers: { categories: ['consult'], items: 'any' } },
            ...{ deductible: 'waived', copay: { per: 'order', amount: 500 } },
            limits: [
              { limitId: 'consults-day', measure: 'amount', max: max(9_000), per: 'day' },
              { limitId: 'consults-month', measure: 'count', max: Math.max(2, Math.round(size / 15)), per: 'month' },
            ],
          },
          {
            ...{ benefitId: 'drugs', name: DRUGS, covers: { categories: ['drug'], items: { formulary: 'core' } } },
            ...{ priceCap: 'formulary', coinsuranceBps: 3_000, coinsuranceByTierBps: { A: 1_000, B: 2_000 } },
            supply: { maxDaysPerOrder: 60, refillAfterBps: 5_000 },
            limits: [
              { limitId: 'drugs-order', measure: 'amount', max: max(12_000), per: 'order' },
              { limitId: 'drugs-year', measure: 'amount', max: max(60_000), per: 'year' },
              { limitId: 'drugs-units', measure: 'quantity', max: Math.max(3, Math.round(size / 2)), per: 'month' },
            ],
          },
          {
            ...{ benefitId: 'tests', name: TESTS, covers: { categories: ['test'], items: 'any' } },
            ...{ coinsuranceBps: 2_000, priceCap: { perUnit: 4_000 }, excess: 'write-off', networkDiscountBps: 500 },
          },
        ],
      };
    case 'pool-plan':
      return {
        ...{ ...head, year: 'calendar' },
        benefits: [
          {
            ...{
              benefitId: 'pool-consults',
              name: CONSULTS,
              covers: { categories: ['consult', 'test'], items: 'any' },
            },
            limits: [
              limitOfPool('pool-month', 'employer-pool', { measure: 'amount', max: max(200_000), per: 'month' }),
              limitOfPool('pool-day', 'employer-pool', {
                measure: 'count',
                max: Math.max(3, Math.round(size / 3)),
                per: 'day',
              }),
            ],
          },
          {
            ...{ benefitId: 'pool-drugs', name: DRUGS, covers: { categories: ['drug'], items: { formulary: 'core' } } },
            coinsuranceBps: 1_500,
            limits: [limitOfPool('pool-drugs', 'employer-pool', { measure: 'amount', max: max(150_000), per: 'year' })],
          },
        ],
      };
    case 'basic-plan':
      return {
        ...{ ...head, year: 'coverage', waitingDays: 1, nationalInsurance: { rateIfUnusedBps: 6_000 } },
        benefits: [
          {
            ...{ benefitId: 'basic-consults', name: CONSULTS, covers: { categories: ['consult'], items: 'any' } },
            coinsuranceBps: 2_000,
            limits: [
              { limitId: 'basic-rolling', measure: 'amount', max: max(30_000), per: { rollingDays: 10 } },
              limitOfPool('relief-year', 'relief-pool', { measure: 'amount', max: max(400_000), per: 'year' }),
            ],
          },
          {
            ...{
              benefitId: 'basic-drugs',
              name: DRUGS,
              covers: { categories: ['drug'], items: { formulary: 'core-b' } },
            },
            ...{ coinsuranceBps: 2_500, coinsuranceMax: 3_000 },
            limits: [{ limitId: 'basic-year', measure: 'amount', max: max(50_000), per: 'year', onExceed: 'reject' }],
          },
        ],
      };
  }
}

type Limit = NonNullable<PlanRequest['limits']>[number];
const limitOfPool = (limitId: string, pool: string, limit: Pick<Limit, 'measure' | 'max' | 'per'>): Limit => ({
  ...{ limitId, ...limit },
  scope: { pool },
});

export const FORMULARIES = [
  { formularyId: 'core', insurerId: 'insurer-a' },
  { formularyId: 'core-b', insurerId: 'insurer-b' },
] as const;
export const DRUG_CODES = ['DR-1', 'DR-2', 'DR-3', 'DR-4', 'DR-5', 'DR-6'] as const;

export function formularyEntries(chance: Chance): FormularyEntryRequest[] {
  return DRUG_CODES.map((code, index) => ({
    ...{ code, name: '药品', otc: index < 3, maxUnitPrice: chance.between(600, 1_400) },
    tier: chance.pick(['A', 'B', 'C']),
  }));
}

/** A synthetic person; the numbers are of an area and an order that nobody has. */
export interface Person {
  readonly idType: 'resident-id';
  readonly idNo: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
}

export function personOf(count: number): Person {
  const digits = `1100001980${String((count % 12) + 1).padStart(2, '0')}${String((count % 28) + 1).padStart(2, '0')}${String(count % 1_000).padStart(3, '0')}`;
  return {
    ...{ idType: 'resident-id', idNo: digits + residentIdCheckDigit(digits), name: '测试', sex: 'female' },
    birthDate: `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`,
  };
}

/** A coverage as it is enrolled, or amended. */
export function coverageDocument(
  memberId: string,
  planId: PlanId,
  over: Partial<CoverageRequest> = {},
): CoverageRequest & { readonly planId: PlanId } {
  return {
    ...{ memberId, planId, from: '2024-03-10', to: '2029-12-31', status: 'active' },
    ...{ nationalInsurance: false, consent: true },
    ...over,
    planId,
  };
}
