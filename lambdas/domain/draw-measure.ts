import { holderOf } from './accumulator-holder.ts';
import type { AccumulatorId } from './accumulator.ts';
import type { AccumulatorState } from './decision.ts';
import type { LimitMeasure } from './plan.ts';

/**
 * What an accumulator counts: that of a limit is shown by the decision that draws on it. Of what no decision shows, a prescription
 * counts units of quantity, a pool's budget fen.
 */
export function measureOf(accumulatorId: AccumulatorId, shown: readonly AccumulatorState[]): LimitMeasure {
  const state = shown.find((one) => one.accumulatorId === accumulatorId);
  if (state !== undefined) return state.measure;
  return holderOf(accumulatorId).holder.kind === 'prescription' ? 'quantity' : 'amount';
}
