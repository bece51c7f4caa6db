import type { Limit, Plan } from './plan.ts';

/** One fault of a plan that is well formed but could not be adjudicated; `path` as in `benefits[2].limits[0].limitId`. */
export interface PlanFault {
  readonly path: string;
  readonly message: string;
}

/** Every limit of a plan with its path: the plan's own, then those of its benefits. */
export function limitsOf(plan: Plan): readonly { path: string; limit: Limit }[] {
  return [
    ...(plan.limits ?? []).map((limit, i) => ({ path: `limits[${i}]`, limit })),
    ...plan.benefits.flatMap((benefit, b) =>
      (benefit.limits ?? []).map((limit, i) => ({ path: `benefits[${b}].limits[${i}]`, limit })),
    ),
  ];
}
