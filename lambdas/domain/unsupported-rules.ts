import type { PlanFault } from './plan-fault.ts';
import { limitsOf } from './plan-fault.ts';
import type { Benefit, Plan } from './plan.ts';

/** The balances of three calendar years are read with an order: the year of the service date, the one before and the one after. */
const MAX_ROLLING_DAYS = 366;

/** What a plan may refer to: the formularies and pools that its insurer has brought. */
export interface Referable {
  readonly formularies: ReadonlySet<string>;
  readonly pools: ReadonlySet<string>;
}

export const NOTHING_REFERABLE: Referable = { formularies: new Set(), pools: new Set() };

/**
 * References to what does not exist, and rules of the plan document that this release cannot adjudicate. A plan that uses one is
 * refused by name and never decided as if the rule were not there.
 */
export function unsupportedRules(plan: Plan, { formularies, pools }: Referable): readonly PlanFault[] {
  return [
    ...plan.benefits.flatMap((benefit, index) => unsupportedOfBenefit(benefit, index, formularies)),
    ...unsupportedScopes(plan, pools),
  ];
}

function unsupportedOfBenefit(benefit: Benefit, index: number, formularies: Referable['formularies']): PlanFault[] {
  const path = `benefits[${index}]`;
  const { items } = benefit.covers;
  const faults: PlanFault[] = [];
  if (typeof items === 'object' && 'formulary' in items) {
    if (!formularies.has(items.formulary))
      faults.push({ path: `${path}.covers.items.formulary`, message: `formulary "${items.formulary}" does not exist` });
  } else {
    if (benefit.priceCap === 'formulary')
      faults.push({ path: `${path}.priceCap`, message: 'the benefit has no formulary' });
    if (benefit.coinsuranceByTierBps !== undefined) {
      faults.push({
        path: `${path}.coinsuranceByTierBps`,
        message: 'the benefit has no formulary, so its items have no tier',
      });
    }
  }
  return faults;
}

function unsupportedScopes(plan: Plan, pools: Referable['pools']): PlanFault[] {
  const limits = limitsOf(plan).flatMap(({ path, limit: { scope } }) =>
    typeof scope === 'object' && !pools.has(scope.pool)
      ? [{ path: `${path}.scope.pool`, message: `pool "${scope.pool}" does not exist` }]
      : [],
  );
  const rolling = limitsOf(plan).flatMap(({ path, limit: { per } }) =>
    typeof per === 'object' && per.rollingDays > MAX_ROLLING_DAYS
      ? [notYet(`${path}.per.rollingDays`, `a rolling limit of more than ${MAX_ROLLING_DAYS} days`)]
      : [],
  );
  return [...limits, ...rolling];
}

function notYet(path: string, rule: string): PlanFault {
  return { path, message: `${rule}: not supported by this release` };
}
