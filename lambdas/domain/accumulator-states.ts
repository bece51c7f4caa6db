import type { Balances, Draw } from './accumulator.ts';
import type { DecidedCoverage } from './adjudicate-coverage.ts';
import { limitContext } from './adjudicate-coverage.ts';
import type { CompiledLimit, CompiledPlan } from './compiled-plan.ts';
import type { CoverageInForce } from './coverage-standing.ts';
import type { AccumulatorState } from './decision.ts';
import type { LimitContext } from './limit-room.ts';
import { accumulates, accumulatorIdOf, standingOf } from './limit-room.ts';
import type { Order } from './order.ts';

export interface DecidedOrder {
  readonly order: Order;
  readonly balances: Balances;
  readonly decided: readonly DecidedCoverage[];
  readonly draws: ReadonlyMap<number, readonly Draw[]>;
}

/** The limits that a decision shows, of every coverage in force, as they stand after it. */
export function accumulatorStates({ order, balances, decided, draws }: DecidedOrder): readonly AccumulatorState[] {
  const taken = new Map<string, number>();
  for (const { accumulatorId, amount } of [...draws.values()].flat()) {
    taken.set(accumulatorId, (taken.get(accumulatorId) ?? 0) + amount);
  }
  return decided.flatMap(({ candidate, lines }) => {
    const context = limitContext({ ...candidate, order, balances });
    const ofLines = lines.flatMap(({ benefit }) => benefit?.limits ?? []);
    const shown = new Set([
      ...ofLines.filter((limit) => !candidate.plan.limits.includes(limit)),
      ...planLimits(candidate.plan),
    ]);
    return [...shown]
      .filter(accumulates)
      .map((limit) => stateOf(limit, candidate, context, taken.get(accumulatorIdOf(limit, context))));
  });
}

/** The limits of a whole plan: its own, the deductible and the out-of-pocket maximum. */
export function planLimits(plan: CompiledPlan): readonly CompiledLimit[] {
  return [...plan.limits, ...plan.deductibles, ...plan.outOfPocketMaxima];
}

/** One limit as it stands, `taken` included. A maximum lowered by a new version shows nothing left. */
export function stateOf(
  { limit, max }: CompiledLimit,
  { coverage }: Pick<CoverageInForce, 'coverage'>,
  context: LimitContext,
  taken = 0,
): AccumulatorState {
  const { used, held, period } = standingOf({ limit, max, rule: '', rejects: false }, context, taken);
  return {
    limitId: limit.limitId,
    coverageId: coverage.coverageId,
    scope: typeof limit.scope === 'object' ? 'pool' : (limit.scope ?? 'member'),
    measure: limit.measure,
    max,
    used,
    held,
    remaining: Math.max(0, max - used - held),
    period,
  };
}
