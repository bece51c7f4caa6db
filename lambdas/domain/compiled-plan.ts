import type { CalendarDate } from './calendar.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import { compileLimit, yearlyLimit } from './compiled-limit.ts';
import type { LineCategory, OrderKind, VisitMode, VisitType } from './order.ts';
import type { Benefit, Endorsement, Network, Plan, YearlyAmount } from './plan.ts';
import { DEDUCTIBLE_LIMIT_ID, OUT_OF_POCKET_LIMIT_ID } from './plan.ts';
import type { PrefixSet } from './prefix.ts';
import { prefixSet } from './prefix.ts';

/** A plan version made ready for decisions: lists become sets, defaults are filled in, limits know what they apply to. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly benefits: readonly CompiledBenefit[];
  /** of the whole plan; they stand in the lists of every benefit too, after its own */
  readonly limits: readonly CompiledLimit[];
  readonly deductibles: readonly CompiledLimit[];
  readonly outOfPocketMaxima: readonly CompiledLimit[];
  /** amount limits that reject: those of the benefits in plan order, then the plan's */
  readonly rejectingLimits: readonly CompiledLimit[];
  readonly excludedDiagnoses: PrefixSet;
  readonly excludedCodes: ReadonlySet<string>;
  readonly endorsements: readonly CompiledEndorsement[];
  readonly filingDays: number;
}

export interface CompiledBenefit {
  readonly benefit: Benefit;
  readonly covers: CompiledCovers;
  /** undefined: not decided by a list of codes */
  readonly codes: ReadonlySet<string> | undefined;
  /** undefined: not decided by a formulary */
  readonly formularyId: string | undefined;
  /** undefined: any provider */
  readonly network: ReadonlySet<string> | undefined;
  readonly waitingDays: number;
  readonly deductibleApplies: boolean;
  /** the benefit's own, then the plan's: the order in which limits are applied */
  readonly limits: readonly CompiledLimit[];
  readonly ownLimits: readonly CompiledLimit[];
  readonly amountLimits: readonly CompiledLimit[];
  readonly countLimits: readonly CompiledLimit[];
  readonly quantityLimits: readonly CompiledLimit[];
  readonly rules: BenefitRules;
}

/** undefined: takes all */
export interface CompiledCovers {
  readonly orderKinds: ReadonlySet<OrderKind> | undefined;
  readonly categories: ReadonlySet<LineCategory> | undefined;
  readonly visits: ReadonlySet<VisitType> | undefined;
  readonly modes: ReadonlySet<VisitMode> | undefined;
  readonly departments: ReadonlySet<string> | undefined;
  readonly diagnoses: PrefixSet | undefined;
}

/** The rules of a benefit as reasons name them. */
export interface BenefitRules {
  readonly firstVisit: string;
  readonly network: string;
  readonly waiting: string;
  readonly items: string;
  readonly supply: string;
  readonly priceCap: string;
  readonly discount: string;
  readonly copay: string;
  readonly coinsurance: string;
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
  const benefits = plan.benefits.map((benefit) => {
    const own = (benefit.limits ?? []).map((limit) =>
      compileLimit(plan, limit, `${benefit.benefitId}.limits.${limit.limitId}`, next()),
    );
    return compileBenefit(plan, benefit, own, limits);
  });
  const yearly = (limitId: string, amounts: Plan['deductible'], rule: string): readonly CompiledLimit[] =>
    yearlyAmounts(amounts).map((amount) => yearlyLimit(plan, limitId, amount, rule, next()));
  const all = [...benefits.flatMap(({ ownLimits }) => ownLimits), ...limits];
  return {
    plan,
    benefits,
    limits,
    deductibles: yearly(DEDUCTIBLE_LIMIT_ID, plan.deductible, 'plan.deductible'),
    outOfPocketMaxima: yearly(OUT_OF_POCKET_LIMIT_ID, plan.outOfPocketMax, 'plan.outOfPocketMax'),
    rejectingLimits: all.filter(({ limit, rejects }) => rejects && limit.measure === 'amount'),
    excludedDiagnoses: prefixSet(plan.exclusions?.diagnoses ?? []),
    excludedCodes: new Set(plan.exclusions?.codes),
    endorsements: (plan.endorsements ?? []).map(compileEndorsement),
    filingDays: plan.filingDays ?? Infinity,
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

function compileBenefit(
  plan: Plan,
  benefit: Benefit,
  ownLimits: readonly CompiledLimit[],
  planLimits: readonly CompiledLimit[],
): CompiledBenefit {
  const { items, diagnoses, ...covers } = benefit.covers;
  const limits = [...ownLimits, ...planLimits];
  return {
    benefit,
    covers: {
      orderKinds: setOf(covers.orderKinds),
      categories: setOf(covers.categories),
      visits: setOf(covers.visits),
      modes: setOf(covers.modes),
      departments: setOf(covers.departments),
      diagnoses: diagnoses && prefixSet(diagnoses),
    },
    codes: typeof items === 'object' && 'codes' in items ? new Set(items.codes) : undefined,
    formularyId: typeof items === 'object' && 'formulary' in items ? items.formulary : undefined,
    network: networkOf(benefit.network ?? plan.network),
    waitingDays: benefit.waitingDays ?? plan.waitingDays ?? 0,
    deductibleApplies: benefit.deductible !== 'waived',
    limits,
    ownLimits,
    amountLimits: limits.filter(({ limit }) => limit.measure === 'amount'),
    countLimits: limits.filter(({ limit }) => limit.measure === 'count'),
    quantityLimits: limits.filter(({ limit }) => limit.measure === 'quantity'),
    rules: rulesOf(benefit),
  };
}

function rulesOf({ benefitId: id, network, waitingDays }: Benefit): BenefitRules {
  return {
    firstVisit: `${id}.allowFirstVisit`,
    network: network === undefined ? 'plan.network' : `${id}.network`,
    waiting: waitingDays === undefined ? 'plan.waitingDays' : `${id}.waitingDays`,
    items: `${id}.covers.items`,
    supply: `${id}.supply`,
    priceCap: `${id}.priceCap`,
    discount: `${id}.networkDiscount`,
    copay: `${id}.copay`,
    coinsurance: `${id}.coinsurance`,
  };
}

function compileEndorsement(endorsement: Endorsement): CompiledEndorsement {
  const { endorsementId, regions, diagnoses, providers } = endorsement;
  return {
    endorsement,
    rule: `endorsements.${endorsementId}`,
    regions: regions && prefixSet(regions),
    diagnoses: diagnoses && prefixSet(diagnoses),
    providers: setOf(providers),
  };
}

function networkOf(network: Network | undefined): ReadonlySet<string> | undefined {
  return network === undefined || network === 'any' ? undefined : new Set(network);
}

function setOf<T>(list: readonly T[] | undefined): ReadonlySet<T> | undefined {
  return list && new Set(list);
}
