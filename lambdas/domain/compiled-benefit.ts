import type { ChoiceMask } from './choice.ts';
import { choiceMask } from './choice.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import { accumulating } from './compiled-limit.ts';
import type { BasisPoints, Fen } from './money.ts';
import { LINE_CATEGORIES, ORDER_KINDS, VISIT_MODES, VISIT_TYPES } from './order.ts';
import type { Benefit, Network, Plan } from './plan.ts';
import type { PrefixSet } from './prefix.ts';
import { prefixSet } from './prefix.ts';

/** A benefit made ready for decisions. */
export interface CompiledBenefit {
  readonly benefit: Benefit;
  /** its position among the benefits of the plan */
  readonly position: number;
  readonly covers: CompiledCovers;
  /** undefined: not decided by a list of codes */
  readonly codes: ReadonlySet<string> | undefined;
  /** undefined: not decided by a formulary */
  readonly formularyId: string | undefined;
  /** undefined: any provider */
  readonly network: ReadonlySet<string> | undefined;
  readonly waitingDays: number;
  readonly deductibleApplies: boolean;
  readonly refillAfterBps: BasisPoints | undefined;
  /** the highest price of a unit where it is the benefit's own; of a formulary it is the item's */
  readonly unitPriceCap: Fen | undefined;
  readonly capsByFormulary: boolean;
  /** the benefit's own, then the plan's: the order in which limits are applied */
  readonly limits: readonly CompiledLimit[];
  readonly ownLimits: readonly CompiledLimit[];
  /** those of its own that accumulate: a decision shows them */
  readonly shownLimits: readonly CompiledLimit[];
  /** all that accumulate: a line draws on them */
  readonly drawnLimits: readonly CompiledLimit[];
  /** the pools of its amount limits; a line draws on the budget of each once */
  readonly pools: readonly string[];
  readonly coinsurance: Coinsurance;
  /** by the tier of an item */
  readonly coinsuranceByTier: ReadonlyMap<string, Coinsurance>;
  readonly amountLimits: readonly CompiledLimit[];
  readonly countLimits: readonly CompiledLimit[];
  readonly quantityLimits: readonly CompiledLimit[];
  readonly rules: BenefitRules;
}

/** The rate, and the same as the figures of its reason, made once. */
export interface Coinsurance {
  readonly rate: BasisPoints;
  readonly figures: readonly number[];
}

/** undefined: takes all */
export interface CompiledCovers {
  readonly orderKinds: ChoiceMask;
  readonly categories: ChoiceMask;
  readonly visits: ChoiceMask;
  readonly modes: ChoiceMask;
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

export function compileBenefit(
  plan: Plan,
  benefit: Benefit,
  position: number,
  ownLimits: readonly CompiledLimit[],
  planLimits: readonly CompiledLimit[],
): CompiledBenefit {
  const { items, diagnoses, ...covers } = benefit.covers;
  const limits = [...ownLimits, ...planLimits];
  const amountLimits = limits.filter(({ limit }) => limit.measure === 'amount');
  return {
    benefit,
    position,
    covers: {
      orderKinds: choiceMask(ORDER_KINDS, covers.orderKinds),
      categories: choiceMask(LINE_CATEGORIES, covers.categories),
      visits: choiceMask(VISIT_TYPES, covers.visits),
      modes: choiceMask(VISIT_MODES, covers.modes),
      departments: setOf(covers.departments),
      diagnoses: diagnoses && prefixSet(diagnoses),
    },
    codes: typeof items === 'object' && 'codes' in items ? new Set(items.codes) : undefined,
    formularyId: typeof items === 'object' && 'formulary' in items ? items.formulary : undefined,
    network: networkOf(benefit.network ?? plan.network),
    waitingDays: benefit.waitingDays ?? plan.waitingDays ?? 0,
    refillAfterBps: benefit.supply?.refillAfterBps,
    unitPriceCap: typeof benefit.priceCap === 'object' ? benefit.priceCap.perUnit : undefined,
    capsByFormulary: benefit.priceCap === 'formulary',
    deductibleApplies: benefit.deductible !== 'waived',
    limits,
    ownLimits,
    shownLimits: accumulating(ownLimits),
    drawnLimits: accumulating(limits),
    pools: [...new Set(amountLimits.flatMap(({ poolId }) => poolId ?? []))],
    coinsurance: coinsuranceOf(benefit.coinsuranceBps ?? 0),
    coinsuranceByTier: new Map(
      Object.entries(benefit.coinsuranceByTierBps ?? {}).map(([tier, rate]) => [tier, coinsuranceOf(rate)]),
    ),
    amountLimits,
    countLimits: limits.filter(({ limit }) => limit.measure === 'count'),
    quantityLimits: limits.filter(({ limit }) => limit.measure === 'quantity'),
    rules: rulesOf(benefit),
  };
}

const coinsuranceOf = (rate: BasisPoints): Coinsurance => ({ rate, figures: [rate] });

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

function networkOf(network: Network | undefined): ReadonlySet<string> | undefined {
  return network === undefined || network === 'any' ? undefined : new Set(network);
}

function setOf<T>(list: readonly T[] | undefined): ReadonlySet<T> | undefined {
  return list && new Set(list);
}
