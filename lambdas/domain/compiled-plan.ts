import type { CalendarDate } from './calendar.ts';
import type { Fen } from './money.ts';
import type { Benefit, Endorsement, Limit, Network, Plan, YearlyAmount } from './plan.ts';
import { DEDUCTIBLE_LIMIT_ID, OUT_OF_POCKET_LIMIT_ID } from './plan.ts';
import { UNITS_PER_ONE } from './quantity.ts';

/** A plan version made ready for decisions: lists become sets, defaults are filled in, limits know what they apply to. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly benefits: readonly CompiledBenefit[];
  readonly limits: readonly CompiledLimit[];
  /** amount limits that reject: those of the benefits in plan order, then the plan's */
  readonly rejectingLimits: readonly CompiledLimit[];
  readonly deductibles: readonly CompiledLimit[];
  readonly outOfPocketMaxima: readonly CompiledLimit[];
  readonly excludedDiagnoses: readonly string[];
  readonly excludedCodes: ReadonlySet<string>;
  readonly endorsements: readonly Endorsement[];
}

export interface CompiledBenefit {
  readonly benefit: Benefit;
  /** undefined: any item */
  readonly codes: ReadonlySet<string> | undefined;
  /** undefined: any provider */
  readonly network: ReadonlySet<string> | undefined;
  readonly waitingDays: number;
  readonly deductibleApplies: boolean;
  /** the benefit's, then the plan's: the order in which limits are applied */
  readonly limits: readonly CompiledLimit[];
}

export interface CompiledLimit {
  readonly limit: Limit;
  /** `drugs.limits.drugs-year`, `plan.limits.plan-year`, `plan.deductible` */
  readonly rule: string;
  /** fen, orders or ten-thousandths of a unit */
  readonly max: number;
  readonly rejects: boolean;
}

export function compilePlan(plan: Plan): CompiledPlan {
  const planLimits = (plan.limits ?? []).map((limit) => compileLimit(limit, `plan.limits.${limit.limitId}`));
  const benefits = plan.benefits.map((benefit) => compileBenefit(plan, benefit, planLimits));
  const ofBenefits = benefits.flatMap(({ limits }) => limits.filter((limit) => !planLimits.includes(limit)));
  return {
    plan,
    benefits,
    limits: planLimits,
    rejectingLimits: [...ofBenefits, ...planLimits].filter(
      ({ limit, rejects }) => rejects && limit.measure === 'amount',
    ),
    deductibles: yearlyAmounts(plan.deductible).map((amount) =>
      yearlyLimit(DEDUCTIBLE_LIMIT_ID, amount, 'plan.deductible'),
    ),
    outOfPocketMaxima: yearlyAmounts(plan.outOfPocketMax).map((amount) =>
      yearlyLimit(OUT_OF_POCKET_LIMIT_ID, amount, 'plan.outOfPocketMax'),
    ),
    excludedDiagnoses: plan.exclusions?.diagnoses ?? [],
    excludedCodes: new Set(plan.exclusions?.codes),
    endorsements: plan.endorsements ?? [],
  };
}

/** Whether a plan version is in force on a date. */
export function isInForce(plan: Pick<Plan, 'effectiveFrom' | 'effectiveTo'>, date: CalendarDate): boolean {
  return plan.effectiveFrom <= date && (plan.effectiveTo === undefined || date <= plan.effectiveTo);
}

export function yearlyAmounts(amounts: YearlyAmount | readonly YearlyAmount[] | undefined): readonly YearlyAmount[] {
  if (amounts === undefined) return [];
  return Array.isArray(amounts) ? (amounts as readonly YearlyAmount[]) : [amounts as YearlyAmount];
}

function compileBenefit(plan: Plan, benefit: Benefit, planLimits: readonly CompiledLimit[]): CompiledBenefit {
  const items = benefit.covers.items;
  return {
    benefit,
    codes: typeof items === 'object' && 'codes' in items ? new Set(items.codes) : undefined,
    network: networkOf(benefit.network ?? plan.network),
    waitingDays: benefit.waitingDays ?? plan.waitingDays ?? 0,
    deductibleApplies: benefit.deductible !== 'waived',
    limits: [
      ...(benefit.limits ?? []).map((limit) => compileLimit(limit, `${benefit.benefitId}.limits.${limit.limitId}`)),
      ...planLimits,
    ],
  };
}

function networkOf(network: Network | undefined): ReadonlySet<string> | undefined {
  return network === undefined || network === 'any' ? undefined : new Set(network);
}

function compileLimit(limit: Limit, rule: string): CompiledLimit {
  return {
    limit,
    rule,
    max: limit.measure === 'quantity' ? limit.max * UNITS_PER_ONE : limit.max,
    rejects: limit.onExceed === 'reject',
  };
}

function yearlyLimit(
  limitId: string,
  { amount, scope }: { amount: Fen; scope: 'member' | 'family' },
  rule: string,
): CompiledLimit {
  return { limit: { limitId, measure: 'amount', max: amount, per: 'year', scope }, rule, max: amount, rejects: false };
}
