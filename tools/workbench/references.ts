import { limitsOf } from '../../lambdas/domain/plan-fault.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';

/** The formularies and pools that a plan names, each once. */
export interface References {
  readonly formularies: readonly string[];
  readonly pools: readonly string[];
}

export function referencesOf(plan: Plan): References {
  const formularies = plan.benefits.flatMap(({ covers: { items } }) =>
    typeof items === 'object' && 'formulary' in items ? [items.formulary] : [],
  );
  const pools = limitsOf(plan).flatMap(({ limit: { scope } }) => (typeof scope === 'object' ? [scope.pool] : []));
  return { formularies: [...new Set(formularies)], pools: [...new Set(pools)] };
}
