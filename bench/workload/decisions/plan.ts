import type { Plan } from '../../../lambdas/domain/plan.ts';
import { FORMULARY_ID, formularyEntries } from './formulary.ts';

export const INSURER_ID = 'insurer-a';
export const networkProviders: readonly string[] = Array.from({ length: 40 }, (_, index) => `hospital-${index}`);

const numbered = (letter: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${String(from + index).padStart(2, '0')}`);

/** Congenital, obstetric, addictive, cosmetic and dental: what an outpatient plan usually leaves out. */
const excludedDiagnoses: readonly string[] = [
  ...numbered('Q', 0, 89),
  ...numbered('O', 0, 19),
  ...numbered('F', 10, 19),
  ...['Z40', 'Z41', 'Z42', 'Z98.8', 'N46', 'N97', 'K00.0', 'K00.1', 'K00.6', 'K01'],
  ...['K03.0', 'K03.1', 'K07.2', 'K07.3', 'K08.1', 'L81.1', 'L81.2', 'L98.8', 'H52.0', 'H52.1'],
];

const every = formularyEntries.length / 60;
/** Items of the formulary that this plan leaves out nevertheless. */
export const excludedCodes: readonly string[] = formularyEntries
  .filter((_, index) => index % every === 0)
  .map(({ code }) => code);

const named = (zh: string, en: string) => ({ zh, en });

/** An outpatient plan with 200 exclusions: consults, drugs of a formulary in three tiers, and their delivery. */
export const plan: Plan = {
  planId: 'outpatient',
  version: 3,
  name: named('门诊直付', 'Outpatient direct pay'),
  currency: 'CNY',
  effectiveFrom: '2024-01-01',
  year: 'calendar',
  waitingDays: 30,
  network: networkProviders,
  exclusions: { diagnoses: excludedDiagnoses, codes: excludedCodes },
  deductible: { amount: 10_000, per: 'year', scope: 'member' },
  outOfPocketMax: { amount: 200_000, per: 'year', scope: 'member' },
  nationalInsurance: { rateIfUnusedBps: 6_000 },
  filingDays: 30,
  limits: [{ limitId: 'plan-year', measure: 'amount', max: 3_000_000, per: 'year' }],
  benefits: [
    {
      benefitId: 'consult',
      name: named('在线复诊', 'Online consults'),
      covers: { orderKinds: ['consult'], categories: ['consult'], items: 'any' },
      networkDiscountBps: 1_000,
      deductible: 'waived',
      copay: { per: 'line', amount: 500 },
      limits: [
        { limitId: 'consult-count', measure: 'count', max: 12, per: 'year' },
        { limitId: 'consult-year', measure: 'amount', max: 100_000, per: 'year' },
      ],
    },
    {
      benefitId: 'drugs',
      name: named('目录内药品', 'Drugs of the formulary'),
      covers: { orderKinds: ['consult', 'pharmacy'], categories: ['drug'], items: { formulary: FORMULARY_ID } },
      priceCap: 'formulary',
      excess: 'write-off',
      networkDiscountBps: 500,
      copay: { per: 'order', amount: 1_000 },
      coinsuranceBps: 3_000,
      coinsuranceByTierBps: { A: 1_000, B: 2_000, C: 4_000 },
      coinsuranceMax: 8_000,
      limits: [
        { limitId: 'drugs-line', measure: 'amount', max: 60_000, per: 'line' },
        { limitId: 'drugs-month', measure: 'amount', max: 150_000, per: 'month' },
        { limitId: 'drugs-year', measure: 'amount', max: 1_000_000, per: 'year' },
      ],
      supply: { maxDaysPerOrder: 28, maxDaysLongTerm: 84, refillAfterBps: 8_000 },
    },
    {
      benefitId: 'delivery',
      name: named('药品配送', 'Delivery of drugs'),
      covers: { categories: ['delivery'], items: 'any' },
      waitingDays: 0,
      priceCap: { perUnit: 1_000 },
      deductible: 'waived',
      coinsuranceBps: 5_000,
    },
  ],
};
