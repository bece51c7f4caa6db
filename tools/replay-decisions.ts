import type { DecisionFact, OrderFact } from '../lambdas/domain/fact.ts';
import { isDecision } from '../lambdas/domain/fact.ts';
import type { RecomputePorts } from '../lambdas/use-cases/recompute-decision.ts';
import { recomputeDecision } from '../lambdas/use-cases/recompute-decision.ts';

/** A decision that cannot be made again as it was stored, and where it differs. */
export interface Deviation {
  readonly providerId: string;
  readonly orderNo: string;
  readonly sequence: number;
  /** paths such as `decision.lines[0].insurer`, or why it could not be made again at all */
  readonly differences: readonly string[];
}

export interface Replay {
  readonly decisions: number;
  readonly differing: number;
  /** the first of those that differ */
  readonly deviations: readonly Deviation[];
}

/** A change of the engine can make every decision differ; a hundred say how. */
const MAX_DEVIATIONS = 100;

export interface BusinessDays {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Makes every stored decision again that was posted on one of the days, and reports those that differ by anything. */
export async function replayDecisions(
  pages: AsyncIterable<readonly OrderFact[]>,
  ports: RecomputePorts,
  { from = '', to = '9999-12-31' }: BusinessDays = {},
): Promise<Replay> {
  let [decisions, differing] = [0, 0];
  const deviations: Deviation[] = [];
  for await (const facts of pages) {
    const wanted = facts.filter(isDecision).filter(({ businessDate }) => from <= businessDate && businessDate <= to);
    for (const fact of wanted) {
      decisions++;
      const differences = await differencesOf(ports, fact);
      if (differences.length === 0) continue;
      differing++;
      if (deviations.length === MAX_DEVIATIONS) continue;
      const { providerId, orderNo, sequence } = fact;
      deviations.push({ providerId, orderNo, sequence, differences });
    }
  }
  return { decisions, differing, deviations };
}

async function differencesOf(ports: RecomputePorts, fact: DecisionFact): Promise<readonly string[]> {
  try {
    return (await recomputeDecision(ports, fact)).differences;
  } catch (error) {
    return [`cannot be made again: ${error instanceof Error ? error.message : String(error)}`];
  }
}
