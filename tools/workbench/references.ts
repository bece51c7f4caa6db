import { formularyIdsOf } from '../../lambdas/domain/compiled-plan.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { poolsNamed } from '../../lambdas/domain/pool-faults.ts';

/** The formularies and pools that a plan names, each once. */
export interface References {
  readonly formularies: readonly string[];
  readonly pools: readonly string[];
}

export function referencesOf(plan: Plan): References {
  return { formularies: formularyIdsOf(plan), pools: poolsNamed(plan) };
}
