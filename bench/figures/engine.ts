import type { AdjudicationInput } from '../../lambdas/domain/adjudicate.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import type { Figure } from '../figure.ts';
import { atLeast, figure } from '../figure.ts';
import type { Contestant, RoundPlan } from '../measure/rounds.ts';
import { alternate, medianRate } from '../measure/rounds.ts';
import { rounded } from '../measure/statistics.ts';
import { decisionWorkload } from '../workload/decisions/orders.ts';

const LEAST_DECISIONS = 500_000;
/** so many that a turn takes long enough to be timed */
const PASSES = 10;
const DECISION = 'decision of three lines';

/** What the engine itself takes, without request, table and answer: one thread, one order after another. */
export async function measureEngine(plan: RoundPlan): Promise<readonly Figure[]> {
  const inputs = decisionWorkload();
  const contestants = [engineContestant(DECISION, inputs)];
  const rates = await alternate(contestants, { ...plan, jobsPerRound: 1, concurrency: 1 });
  const perSecond = rounded(medianRate(rates, DECISION), 0);
  const micros = rounded(1_000_000 / medianRate(rates, DECISION, 'perCpuSecond'), 2);
  return [
    figure(`${DECISION}: rate`, perSecond, 'a second', atLeast(LEAST_DECISIONS)),
    figure(`${DECISION}: CPU time`, micros, 'µs'),
  ];
}

function engineContestant(name: string, inputs: readonly AdjudicationInput[]): Contestant {
  const expected = insurerFen(inputs);
  const pass = async (): Promise<void> => {
    for (let run = 0; run < PASSES; run++) {
      if (insurerFen(inputs) !== expected) throw new Error('the same orders were decided differently');
    }
  };
  return { name, perJob: PASSES * inputs.length, prepare: async (count) => Array.from({ length: count }, () => pass) };
}

function insurerFen(inputs: readonly AdjudicationInput[]): number {
  let total = 0;
  for (const input of inputs) total += adjudicate(input).decision.totals.insurer;
  return total;
}
