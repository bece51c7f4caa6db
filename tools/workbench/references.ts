import { formularyIdsOf } from '../../lambdas/domain/compiled-plan.ts';
import { limitsOf } from '../../lambdas/domain/plan-fault.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';

/** The formularies and pools that a plan names, each once. */
export interface References {
  readonly formularies: readonly string[];
  readonly pools: readonly string[];
}

export function referencesOf(plan: Plan): References {
  const pools = limitsOf(plan).flatMap(({ limit: { scope } }) => (typeof scope === 'object' ? [scope.pool] : []));
  return { formularies: formularyIdsOf(plan), pools: [...new Set(pools)] };
}
