import type { PlanFault } from './plan-fault.ts';
import { limitsOf } from './plan-fault.ts';
import type { Plan } from './plan.ts';

/** A settlement may write every shard of every pool that it draws on, in one transaction of at most 100 items. */
const MAX_POOLS = 4;

/** A shard keeps a total for every day on which such a limit was drawn on, and keeps it for ever. */
const MAX_DAILY_POOL_LIMITS = 4;

/** The pools that a plan names, each once. */
export function poolsNamed(plan: Plan): readonly string[] {
  const names = limitsOf(plan).flatMap(({ limit: { scope } }) => (typeof scope === 'object' ? [scope.pool] : []));
  return [...new Set(names)];
}

/** What keeps the items of a pool, and the transactions that write them, within their bounds. */
export function poolFaults(plan: Plan): readonly PlanFault[] {
  const limits = limitsOf(plan).flatMap(({ path, limit: { per, scope } }) =>
    typeof scope === 'object' ? [{ path, poolId: scope.pool, daily: per === 'day' || typeof per === 'object' }] : [],
  );
  const within = new Set(poolsNamed(plan).slice(0, MAX_POOLS));
  const daily = limits.filter((limit) => limit.daily);
  return [
    ...limits
      .filter(({ poolId }) => !within.has(poolId))
      .map(({ path }) => ({ path: `${path}.scope.pool`, message: `a plan names at most ${MAX_POOLS} pools` })),
    ...daily.slice(MAX_DAILY_POOL_LIMITS).map(({ path }) => ({
      path: `${path}.per`,
      message: `a plan has at most ${MAX_DAILY_POOL_LIMITS} limits of pools per day or over rolling days`,
    })),
  ];
}
