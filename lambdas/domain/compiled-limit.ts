import type { AccumulatorName } from './accumulator-name.ts';
import type { Limit, Plan, YearlyAmount } from './plan.ts';
import { UNITS_PER_ONE } from './quantity.ts';
import type { ReasonCode } from './reason.ts';

/** A limit with everything about it that does not depend on an order. */
export interface CompiledLimit {
  readonly limit: Limit;
  /** `drugs.limits.drugs-year`, `plan.limits.plan-year`, `plan.deductible` */
  readonly rule: string;
  /** its position among all limits of the plan */
  readonly position: number;
  /** fen, orders or ten-thousandths of a unit */
  readonly max: number;
  readonly rejects: boolean;
  readonly isAmount: boolean;
  readonly isPerLine: boolean;
  /** false: per line or per order, and forgotten with it */
  readonly accumulates: boolean;
  /** 0: not a rolling limit */
  readonly rollingDays: number;
  readonly scope: 'member' | 'family' | 'pool';
  /** of a limit of scope pool */
  readonly poolId: string | undefined;
  /** what it is called when it takes from a payment */
  readonly code: ReasonCode;
  /** `/<planId>/<limitId>/`: its accumulators' ids, between insurer and period */
  readonly path: string;
  /** the accumulator named last: orders of one day ask for the same one, and to look a text up again is cheap */
  recent: AccumulatorName | undefined;
}

export function compileLimit(plan: Plan, limit: Limit, rule: string, position: number): CompiledLimit {
  const scope = typeof limit.scope === 'object' ? 'pool' : (limit.scope ?? 'member');
  return {
    limit,
    rule,
    position,
    max: limit.measure === 'quantity' ? limit.max * UNITS_PER_ONE : limit.max,
    rejects: limit.onExceed === 'reject',
    isAmount: limit.measure === 'amount',
    isPerLine: limit.per === 'line',
    accumulates: limit.per !== 'line' && limit.per !== 'order',
    rollingDays: typeof limit.per === 'object' ? limit.per.rollingDays : 0,
    scope,
    poolId: typeof limit.scope === 'object' ? limit.scope.pool : undefined,
    code: codeOf(limit, scope),
    path: `/${plan.planId}/${limit.limitId}/`,
    recent: undefined,
  };
}

/** The deductible and the out-of-pocket maximum are limits of a year under ids of their own. */
export function yearlyLimit(
  plan: Plan,
  limitId: string,
  { amount, scope }: YearlyAmount,
  rule: string,
  position: number,
): CompiledLimit {
  return compileLimit(plan, { limitId, measure: 'amount', max: amount, per: 'year', scope }, rule, position);
}

/** Those of some limits that outlive an order. */
export function accumulating(limits: readonly CompiledLimit[]): readonly CompiledLimit[] {
  return limits.filter(({ accumulates }) => accumulates);
}

/** By scope, then period. */
function codeOf({ per }: Limit, scope: CompiledLimit['scope']): ReasonCode {
  if (scope === 'pool') return 'L511';
  if (scope === 'family') return 'L510';
  if (per === 'line' || per === 'order') return 'L504';
  return per === 'lifetime' ? 'L506' : 'L505';
}
