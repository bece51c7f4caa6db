import { prefixSet } from '../../lambdas/domain/prefix.ts';
import type { Benefit, Plan } from '../../lambdas/domain/plan.ts';
import { plan } from '../workload/decisions/plan.ts';

/** The plan of the workload as code around a rule engine would hold it: sets for its lists, numbers for its terms. */
export const { filingDays = Infinity, waitingDays = 0 } = plan;
export const networkProviders: ReadonlySet<string> = new Set(plan.network);
export const excludedCodes: ReadonlySet<string> = new Set(plan.exclusions?.codes);
export const excludedDiagnoses = prefixSet(plan.exclusions?.diagnoses ?? []);
export const unusedNationalInsuranceBps = plan.nationalInsurance?.rateIfUnusedBps ?? 10_000;
export const deductible = yearly(plan.deductible);
export const outOfPocketMax = yearly(plan.outOfPocketMax);

export const benefits: ReadonlyMap<string, Benefit> = new Map(
  plan.benefits.map((benefit) => [benefit.benefitId, benefit]),
);

const amountLimits = new Map(
  plan.benefits.map(({ benefitId, limits = [] }) => [
    benefitId,
    [...limits, ...(plan.limits ?? [])].filter(({ measure }) => measure === 'amount'),
  ]),
);

/** Of a benefit: its own, then the plan's. */
export const amountLimitsOf = (benefitId: string) => amountLimits.get(benefitId) ?? [];

export const consultsAYear = benefitOf('consult').limits?.find(({ measure }) => measure === 'count')?.max ?? Infinity;
export const drugs = drugTerms(benefitOf('drugs'));

export function benefitOf(benefitId: string): Benefit {
  const benefit = benefits.get(benefitId);
  if (benefit === undefined) throw new Error(`the plan has no benefit ${benefitId}`);
  return benefit;
}

function drugTerms({ covers: { items }, supply, coinsuranceByTierBps = {}, coinsuranceBps = 0 }: Benefit) {
  if (typeof items !== 'object' || !('formulary' in items)) throw new Error('drugs are decided by a formulary');
  const { maxDaysPerOrder = Infinity, maxDaysLongTerm = maxDaysPerOrder, refillAfterBps = 0 } = supply ?? {};
  return {
    formularyId: items.formulary,
    ...{ maxDaysPerOrder, maxDaysLongTerm, refillAfterBps },
    ...{ coinsuranceByTierBps, coinsuranceBps },
  };
}

function yearly(amount: Plan['deductible']): number {
  if (typeof amount !== 'object' || !('amount' in amount)) throw new Error('the plan has one amount a year');
  return amount.amount;
}
