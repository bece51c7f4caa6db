import type { Verdicts } from '../finding.ts';
import { takenBy } from '../read-fact.ts';
import type { OrderInHand } from './order-in-hand.ts';

/** No decision drew on a limit beyond its maximum, by its own account of how the limit stood. */
export function judgeShownLimits({ about, facts }: OrderInHand, verdicts: Verdicts): void {
  for (const fact of facts) {
    if (fact.type !== 'settlement' && fact.type !== 'authorization') continue;
    const taken = takenBy(fact);
    for (const { accumulatorId, max, used, held } of fact.decision.accumulators) {
      if ((taken.get(accumulatorId) ?? 0) <= 0) continue;
      verdicts.examine('limits-not-exceeded');
      if (used + held > max) {
        const says = `fact ${fact.sequence} draws on ${accumulatorId}, which then stands at ${used + held} of ${max}`;
        verdicts.find({ invariant: 'limits-not-exceeded', about, says });
      }
    }
  }
}
