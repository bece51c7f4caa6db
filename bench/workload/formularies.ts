import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import { benchPlan } from './enrolment.ts';

const TIERS = ['A', 'B', 'C'];

/** A list as insurers keep them: national drug codes, names, prices, tiers, all sold over the counter. */
export function formularyOf(items: number): readonly FormularyEntryRequest[] {
  return Array.from({ length: items }, (_, index) => ({
    code: codeOf(index),
    name: `盐酸二甲双胍缓释片 ${index} 毫克 × ${7 + (index % 30)} 片`,
    maxUnitPrice: 100 + ((index * 7_919) % 90_000),
    tier: TIERS[index % TIERS.length],
    maxDaysSupply: 28,
    otc: true,
  }));
}

export const codeOf = (index: number): string => `XA10BAE021A0100102${String(index).padStart(5, '0')}`;

/** A plan whose drugs are those of a formulary. */
export function drugPlan(planId: string, formulary: string): PlanRequest {
  const name = { zh: '目录内药品', en: 'Drugs on the list' };
  const covers = { items: { formulary } };
  const drugs = {
    benefitId: 'drugs',
    name,
    covers,
    priceCap: 'formulary',
    coinsuranceByTierBps: { C: 3_000 },
  } as const;
  const { currency, effectiveFrom, year } = benchPlan;
  return { planId, version: 1, name, currency, effectiveFrom, year, benefits: [drugs] };
}
