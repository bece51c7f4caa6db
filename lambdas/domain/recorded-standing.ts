import type { AccumulatorId, Balance } from './accumulator.ts';
import type { AdjudicationInput } from './adjudication-input.ts';
import type { DecisionFact } from './fact.ts';
import type { Window } from './rolling-window.ts';

/**
 * How the limits stood before a decision, from the decision itself: it shows every limit that it asked as it stood afterwards, and
 * the fact says what it drew from each.
 */
export function recordedStanding({
  decision,
  draws,
  type,
}: Pick<DecisionFact, 'decision' | 'draws' | 'type'>): Pick<AdjudicationInput, 'balances' | 'windows'> {
  const drawn = new Map<AccumulatorId, number>();
  for (const { accumulatorId, amount } of draws.flat()) {
    drawn.set(accumulatorId, (drawn.get(accumulatorId) ?? 0) + amount);
  }
  const balances = new Map<AccumulatorId, Balance>();
  const windows = new Map<AccumulatorId, Window>();
  for (const { accumulatorId, used, held, period } of decision.accumulators) {
    const ofOrder = drawn.get(accumulatorId) ?? 0;
    const before = type === 'authorization' ? { used, held: held - ofOrder } : { used: used - ofOrder, held };
    balances.set(accumulatorId, before);
    if (period !== null) windows.set(accumulatorId, { ...before, period });
  }
  return { balances, windows };
}
