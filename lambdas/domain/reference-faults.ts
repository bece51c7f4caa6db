import type { PlanFault } from './plan-fault.ts';
import { limitsOf } from './plan-fault.ts';
import type { Benefit, Plan } from './plan.ts';

/** What a plan may refer to: the formularies and pools that its insurer has brought. */
export interface Referable {
  readonly formularies: ReadonlySet<string>;
  readonly pools: ReadonlySet<string>;
}

export const NOTHING_REFERABLE: Referable = { formularies: new Set(), pools: new Set() };

/** References to what the insurer has not brought, and rules about a formulary that the benefit has not. */
export function referenceFaults(plan: Plan, { formularies, pools }: Referable): readonly PlanFault[] {
  return [
    ...plan.benefits.flatMap((benefit, index) => ofBenefit(benefit, index, formularies)),
    ...ofScopes(plan, pools),
  ];
}

function ofBenefit(benefit: Benefit, index: number, formularies: Referable['formularies']): PlanFault[] {
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

function ofScopes(plan: Plan, pools: Referable['pools']): PlanFault[] {
  return limitsOf(plan).flatMap(({ path, limit: { scope } }) =>
    typeof scope === 'object' && !pools.has(scope.pool)
      ? [{ path: `${path}.scope.pool`, message: `pool "${scope.pool}" does not exist` }]
      : [],
  );
}
