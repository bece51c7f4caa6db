import { yearlyAmounts } from './compiled-plan.ts';
import type { PlanFault } from './plan-fault.ts';
import { limitsOf } from './plan-fault.ts';
import type { Benefit, Covers, Plan } from './plan.ts';
import { DEDUCTIBLE_LIMIT_ID, OUT_OF_POCKET_LIMIT_ID } from './plan.ts';
import { LINE_CATEGORIES, ORDER_KINDS } from './order.ts';
import { poolFaults } from './pool-faults.ts';
import type { Referable } from './reference-faults.ts';
import { NOTHING_REFERABLE, referenceFaults } from './reference-faults.ts';

/** Everything for which a plan is refused at publication, every fault with its path (docs/plans.md 1). Empty: it can be published. */
export function planFaults(plan: Plan, referable: Referable = NOTHING_REFERABLE): readonly PlanFault[] {
  return [
    ...backwardDates(plan),
    ...repeatedIds(plan),
    ...limitFaults(plan),
    ...dailyLimits(plan),
    ...poolFaults(plan),
    ...repeatedScopes(plan),
    ...plan.benefits.flatMap(costSharingFaults),
    ...unreachableBenefits(plan),
    ...referenceFaults(plan, referable),
    ...longWindows(plan),
  ];
}

function backwardDates(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  if (plan.effectiveTo !== undefined && plan.effectiveTo < plan.effectiveFrom) {
    faults.push({ path: 'effectiveTo', message: `is before effectiveFrom, ${plan.effectiveFrom}` });
  }
  for (const [i, { from, to }] of (plan.endorsements ?? []).entries()) {
    if (to < from) faults.push({ path: `endorsements[${i}].to`, message: `is before from, ${from}` });
  }
  return faults;
}

function repeatedIds(plan: Plan): PlanFault[] {
  return [
    ...repeats(limitsOf(plan).map(({ path, limit }) => ({ path: `${path}.limitId`, id: limit.limitId }))),
    ...repeats(plan.benefits.map(({ benefitId }, i) => ({ path: `benefits[${i}].benefitId`, id: benefitId }))),
    ...repeats(
      (plan.endorsements ?? []).map(({ endorsementId }, i) => ({
        path: `endorsements[${i}].endorsementId`,
        id: endorsementId,
      })),
    ),
  ];
}

function repeats(ids: readonly { path: string; id: string }[]): PlanFault[] {
  const first = new Map<string, string>();
  return ids.flatMap(({ path, id }) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, path);
    return before === undefined ? [] : [{ path, message: `"${id}" is used before, at ${before}` }];
  });
}

function limitFaults(plan: Plan): PlanFault[] {
  const reserved: readonly string[] = [DEDUCTIBLE_LIMIT_ID, OUT_OF_POCKET_LIMIT_ID];
  return limitsOf(plan).flatMap(({ path, limit }) => {
    const faults: PlanFault[] = [];
    if (reserved.includes(limit.limitId))
      faults.push({ path: `${path}.limitId`, message: `"${limit.limitId}" is reserved` });
    if (limit.measure === 'count' && (limit.per === 'line' || limit.per === 'order')) {
      faults.push({ path: `${path}.per`, message: `a count per ${limit.per} would always be one` });
    }
    return faults;
  });
}

/** Limits that keep one total a day make a member's balances grow by the day; in a year a few fit well into one item. */
const MAX_DAILY_LIMITS = 10;

function dailyLimits(plan: Plan): PlanFault[] {
  const daily = limitsOf(plan).filter(({ limit: { per } }) => per === 'day' || typeof per === 'object');
  return daily.slice(MAX_DAILY_LIMITS).map(({ path }) => ({
    path: `${path}.per`,
    message: `a plan has at most ${MAX_DAILY_LIMITS} limits per day or over rolling days`,
  }));
}

// The deductible is one accumulator a scope; two of one scope would be the same total against two maxima.
function repeatedScopes(plan: Plan): PlanFault[] {
  return (['deductible', 'outOfPocketMax'] as const).flatMap((field) => {
    const amounts = yearlyAmounts(plan[field]);
    return repeats(amounts.map(({ scope }, i) => ({ path: `${field}[${i}].scope`, id: scope })));
  });
}

function costSharingFaults(benefit: Benefit, index: number): PlanFault[] {
  const faults: PlanFault[] = [];
  const { coinsuranceMin, coinsuranceMax, supply } = benefit;
  if (coinsuranceMin !== undefined && coinsuranceMax !== undefined && coinsuranceMin > coinsuranceMax) {
    faults.push({ path: `benefits[${index}].coinsuranceMin`, message: `is above coinsuranceMax, ${coinsuranceMax}` });
  }
  if (supply?.maxDaysLongTerm !== undefined && supply.maxDaysLongTerm < supply.maxDaysPerOrder) {
    faults.push({
      path: `benefits[${index}].supply.maxDaysLongTerm`,
      message: `is below maxDaysPerOrder, ${supply.maxDaysPerOrder}`,
    });
  }
  return faults;
}

/** A benefit that no order can reach, because one earlier benefit's lists contain all of its own. */
function unreachableBenefits({ benefits }: Plan): PlanFault[] {
  return benefits.flatMap((benefit, index) => {
    const earlier = benefits.slice(0, index).find((candidate) => contains(candidate.covers, benefit.covers));
    if (earlier === undefined) return [];
    return [
      {
        path: `benefits[${index}].covers`,
        message: `no order can reach "${benefit.benefitId}": "${earlier.benefitId}" takes all of it before`,
      },
    ];
  });
}

function contains(outer: Covers, inner: Covers): boolean {
  return (
    containsList(everyOne(outer.orderKinds, ORDER_KINDS), inner.orderKinds) &&
    containsList(everyOne(outer.categories, LINE_CATEGORIES), inner.categories) &&
    containsList(outer.visits, inner.visits) &&
    containsList(outer.modes, inner.modes) &&
    containsList(outer.departments, inner.departments) &&
    containsPrefixes(outer.diagnoses, inner.diagnoses)
  );
}

// Every order has a kind and every line a category, so a list of all of them takes all, like an absent one.
function everyOne<T>(list: readonly T[] | undefined, all: readonly T[]): readonly T[] | undefined {
  return list !== undefined && all.every((one) => list.includes(one)) ? undefined : list;
}

function containsList<T>(outer: readonly T[] | undefined, inner: readonly T[] | undefined): boolean {
  return outer === undefined || (inner !== undefined && inner.every((one) => outer.includes(one)));
}

function containsPrefixes(outer: readonly string[] | undefined, inner: readonly string[] | undefined): boolean {
  return (
    outer === undefined || (inner !== undefined && inner.every((one) => outer.some((prefix) => one.startsWith(prefix))))
  );
}

/** The balances of three calendar years are read with an order: the year of the service date, the one before and the one after. */
const MAX_ROLLING_DAYS = 366;

/** A rule that is not adjudicated is refused by name, and never decided as if it were not there. */
function longWindows(plan: Plan): PlanFault[] {
  return limitsOf(plan).flatMap(({ path, limit: { per } }) =>
    typeof per === 'object' && per.rollingDays > MAX_ROLLING_DAYS
      ? [
          {
            path: `${path}.per.rollingDays`,
            message: `a rolling limit of more than ${MAX_ROLLING_DAYS} days: not supported by this release`,
          },
        ]
      : [],
  );
}
