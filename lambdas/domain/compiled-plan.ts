import type { CalendarDate } from './calendar.ts';
import type { CompiledBenefit } from './compiled-benefit.ts';
import { compileBenefit } from './compiled-benefit.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import { accumulating, compileLimit, yearlyLimit } from './compiled-limit.ts';
import type { Endorsement, Plan, YearlyAmount } from './plan.ts';
import { DEDUCTIBLE_LIMIT_ID, OUT_OF_POCKET_LIMIT_ID } from './plan.ts';
import type { PrefixSet } from './prefix.ts';
import { prefixSet } from './prefix.ts';
import type { LimitsByHolder } from './limits-by-holder.ts';
import { limitsByHolder } from './limits-by-holder.ts';

/** A plan version made ready for decisions: lists become sets, defaults are filled in, limits know what they apply to. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly benefits: readonly CompiledBenefit[];
  /** of the whole plan; they stand in the lists of every benefit too, after its own */
  readonly limits: readonly CompiledLimit[];
  readonly deductibles: readonly CompiledLimit[];
  readonly outOfPocketMaxima: readonly CompiledLimit[];
  /** those of `limits`, `deductibles` and `outOfPocketMaxima` that accumulate: a decision shows them */
  readonly shownLimits: readonly CompiledLimit[];
  /** amount limits that reject: those of the benefits in plan order, then the plan's */
  readonly rejectingLimits: readonly CompiledLimit[];
  readonly byHolder: LimitsByHolder;
  readonly excludedDiagnoses: PrefixSet;
  readonly excludedCodes: ReadonlySet<string>;
  readonly endorsements: readonly CompiledEndorsement[];
  readonly filingDays: number;
  /** that its benefits name, each once */
  readonly formularyIds: readonly string[];
  /** one place for each limit, with nothing in it */
  readonly unopened: readonly undefined[];
}

export interface CompiledEndorsement {
  readonly endorsement: Endorsement;
  readonly rule: string;
  readonly regions: PrefixSet | undefined;
  readonly diagnoses: PrefixSet | undefined;
  readonly providers: ReadonlySet<string> | undefined;
}

export function compilePlan(plan: Plan): CompiledPlan {
  let limitCount = 0;
  const next = (): number => limitCount++;
  const limits = (plan.limits ?? []).map((limit) => compileLimit(plan, limit, `plan.limits.${limit.limitId}`, next()));
  const benefits = plan.benefits.map((benefit, position) => {
    const own = (benefit.limits ?? []).map((limit) =>
      compileLimit(plan, limit, `${benefit.benefitId}.limits.${limit.limitId}`, next()),
    );
    return compileBenefit(plan, benefit, position, own, limits);
  });
  const yearly = (limitId: string, amounts: Plan['deductible'], rule: string): readonly CompiledLimit[] =>
    yearlyAmounts(amounts).map((amount) => yearlyLimit(plan, limitId, amount, rule, next()));
  const all = [...benefits.flatMap(({ ownLimits }) => ownLimits), ...limits];
  const deductibles = yearly(DEDUCTIBLE_LIMIT_ID, plan.deductible, 'plan.deductible');
  const outOfPocketMaxima = yearly(OUT_OF_POCKET_LIMIT_ID, plan.outOfPocketMax, 'plan.outOfPocketMax');
  return {
    plan,
    benefits,
    limits,
    deductibles,
    outOfPocketMaxima,
    shownLimits: accumulating([...limits, ...deductibles, ...outOfPocketMaxima]),
    rejectingLimits: all.filter(({ rejects, isAmount }) => rejects && isAmount),
    byHolder: limitsByHolder([...all, ...deductibles, ...outOfPocketMaxima]),
    excludedDiagnoses: prefixSet(plan.exclusions?.diagnoses ?? []),
    excludedCodes: new Set(plan.exclusions?.codes),
    endorsements: (plan.endorsements ?? []).map(compileEndorsement),
    filingDays: plan.filingDays ?? Infinity,
    formularyIds: formularyIdsOf(plan),
    unopened: Array.from({ length: limitCount }, () => undefined),
  };
}

/** The formularies that the benefits of a plan name, each once. */
export function formularyIdsOf({ benefits }: Plan): readonly string[] {
  const ids = benefits.flatMap(({ covers: { items } }) =>
    typeof items === 'object' && 'formulary' in items ? [items.formulary] : [],
  );
  return [...new Set(ids)];
}

/** Whether a plan version is in force on a date. */
export function isInForce(plan: Pick<Plan, 'effectiveFrom' | 'effectiveTo'>, date: CalendarDate): boolean {
  return plan.effectiveFrom <= date && (plan.effectiveTo === undefined || date <= plan.effectiveTo);
}

export function yearlyAmounts(amounts: YearlyAmount | readonly YearlyAmount[] | undefined): readonly YearlyAmount[] {
  if (amounts === undefined) return [];
  return Array.isArray(amounts) ? (amounts as readonly YearlyAmount[]) : [amounts as YearlyAmount];
}

function compileEndorsement(endorsement: Endorsement): CompiledEndorsement {
  const { endorsementId, regions, diagnoses, providers } = endorsement;
  return {
    endorsement,
    rule: `endorsements.${endorsementId}`,
    regions: regions && prefixSet(regions),
    diagnoses: diagnoses && prefixSet(diagnoses),
    providers: providers && new Set(providers),
  };
}
