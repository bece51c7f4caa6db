import { yearlyAmounts } from './compiled-plan.ts';
import type { PlanFault } from './plan-fault.ts';
import { limitsOf } from './plan-fault.ts';
import type { Benefit, Plan } from './plan.ts';

/** The balances of three calendar years are read with an order: the year of the service date, the one before and the one after. */
const MAX_ROLLING_DAYS = 366;

/**
 * Rules of the plan document that this release cannot adjudicate. A plan that uses one is refused by name and never decided as
 * if the rule were not there.
 */
export function unsupportedRules(plan: Plan): readonly PlanFault[] {
  return [...plan.benefits.flatMap(unsupportedOfBenefit), ...unsupportedScopes(plan)];
}

function unsupportedOfBenefit(benefit: Benefit, index: number): PlanFault[] {
  const path = `benefits[${index}]`;
  const { items } = benefit.covers;
  const faults: PlanFault[] = [];
  if (typeof items === 'object' && 'formulary' in items) {
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
  if (benefit.supply !== undefined) faults.push(notYet(`${path}.supply`, 'limits of days supply and refills'));
  return faults;
}

function unsupportedScopes(plan: Plan): PlanFault[] {
  const limits = limitsOf(plan).flatMap(({ path, limit: { scope } }) => {
    if (typeof scope === 'object')
      return [{ path: `${path}.scope.pool`, message: `pool "${scope.pool}" does not exist` }];
    return scope === 'family' ? [notYet(`${path}.scope`, 'the scope family')] : [];
  });
  const rolling = limitsOf(plan).flatMap(({ path, limit: { per } }) =>
    typeof per === 'object' && per.rollingDays > MAX_ROLLING_DAYS
      ? [notYet(`${path}.per.rollingDays`, `a rolling limit of more than ${MAX_ROLLING_DAYS} days`)]
      : [],
  );
  const amounts = (['deductible', 'outOfPocketMax'] as const).flatMap((field) =>
    yearlyAmounts(plan[field]).flatMap(({ scope }, i) =>
      scope === 'family'
        ? [notYet(Array.isArray(plan[field]) ? `${field}[${i}].scope` : `${field}.scope`, 'the scope family')]
        : [],
    ),
  );
  return [...limits, ...rolling, ...amounts];
}

function notYet(path: string, rule: string): PlanFault {
  return { path, message: `${rule}: not supported by this release` };
}
