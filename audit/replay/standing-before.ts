import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';

/**
 * How limits stood before a decision: it shows each as it stood after it, so what it drew is taken off, from what is held where it
 * holds. Of a rolling limit it shows the fullest window.
 */
export function standingBefore({
  decision,
  draws,
  type,
}: DecisionFact): Required<Pick<AdjudicationInput, 'balances' | 'windows'>> {
  const before = decision.accumulators.map(({ accumulatorId, used, held, period }) => {
    const own = draws.flat().filter((draw) => draw.accumulatorId === accumulatorId);
    const drawn = own.reduce((sum, { amount }) => sum + amount, 0);
    const standing = type === 'authorization' ? { used, held: held - drawn } : { used: used - drawn, held };
    return { accumulatorId, period, standing };
  });
  return {
    balances: new Map(before.map(({ accumulatorId, standing }) => [accumulatorId, standing])),
    windows: new Map(
      before.flatMap(({ accumulatorId, period, standing }) =>
        period === null ? [] : [[accumulatorId, { ...standing, period }] as const],
      ),
    ),
  };
}
