import type { Draw } from './accumulator.ts';
import type { DecisionFact } from './fact.ts';
import { serviceDate } from './order.ts';
import { fillId } from './prescription.ts';

/** Everything that a decision takes: what it draws from accumulators, and a fill for each line that makes one. */
export function takenBy({ draws, fills, order }: Pick<DecisionFact, 'draws' | 'fills' | 'order'>): readonly Draw[] {
  const date = serviceDate(order);
  const made = fills.flatMap((fill): Draw[] =>
    fill === undefined ? [] : [{ accumulatorId: fillId(fill.code, { date, daysSupply: fill.daysSupply }), amount: 1 }],
  );
  return [...draws.flat().filter(({ amount }) => amount > 0), ...made];
}
