import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { adjudicateTold } from '../../lambdas/domain/adjudicate-told.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import { Trace } from '../../lambdas/domain/trace.ts';
import type { Figure } from '../figure.ts';
import { atLeast, figure } from '../figure.ts';
import type { Rate, Rates, RoundPlan } from '../measure/rounds.ts';
import { alternate, medianRate, medianRatio } from '../measure/rounds.ts';
import { rounded } from '../measure/statistics.ts';
import { expectSameDecisions } from '../rivals/comparison.ts';
import { jsonRulesEngine } from '../rivals/json-rules.ts';
import { plainRules } from '../rivals/plain-rules.ts';
import { zenEngine } from '../rivals/zen-rules.ts';
import { engineContestant, rivalContestant } from '../workload/decisions/contestants.ts';
import { decisionWorkload } from '../workload/decisions/orders.ts';

const LEAST_DECISIONS = 500_000;
const LEAST_TRACED = 200_000;
const LEAST_ADVANTAGE = 50;
/** All orders are compared; one of so many is timed. */
const TIMED_OF = 10;
const DECISION = 'decision of three lines';
const TRACED = 'decision with its trace';

/** What the engine itself takes, without request, table and answer, and what the same decisions take by two rule engines. */
export async function measureEngine(plan: RoundPlan): Promise<readonly Figure[]> {
  const inputs = decisionWorkload();
  const engines = [jsonRulesEngine(), zenEngine()];
  const plain = plainRules();
  for (const engine of [...engines, plain]) await expectSameDecisions(engine, inputs);
  const timed = timedOf(inputs);
  const contestants = [
    engineContestant(DECISION, timed, (input) => adjudicate(input)),
    ...[...engines, plain].map((engine) => rivalContestant(engine, timed)),
  ];
  const rates = await alternate(contestants, { ...plan, jobsPerRound: 1, concurrency: 1, keepsHeap: true });
  const advantage = (rival: string, by: keyof Rate) => rounded(medianRatio(rates, DECISION, rival, by), 1);
  return [
    ...speedOf(rates, DECISION, LEAST_DECISIONS),
    ...engines.flatMap(({ name }) => [
      ...speedOf(rates, name),
      figure(`${DECISION} vs ${name}, by CPU time`, advantage(name, 'perCpuSecond'), 'times', atLeast(LEAST_ADVANTAGE)),
      figure(`${DECISION} vs ${name}`, advantage(name, 'perSecond'), 'times', atLeast(LEAST_ADVANTAGE)),
    ]),
    ...speedOf(rates, plain.name),
  ];
}

/** The same decisions with the whole story of each; in a process of its own, because a function keeps traces of all or of none. */
export async function measureTracedEngine(plan: RoundPlan): Promise<readonly Figure[]> {
  const timed = timedOf(decisionWorkload());
  const contestants = [engineContestant(TRACED, timed, (input) => adjudicateTold(input, new Trace()))];
  const rates = await alternate(contestants, { ...plan, jobsPerRound: 1, concurrency: 1, keepsHeap: true });
  return speedOf(rates, TRACED, LEAST_TRACED);
}

/** What is timed fits into a core's own cache, where an order is that was read and parsed a moment ago. */
function timedOf(inputs: readonly AdjudicationInput[]): readonly AdjudicationInput[] {
  return inputs.filter((_, index) => index % TIMED_OF === 0);
}

function speedOf(rates: Rates, name: string, least?: number): readonly Figure[] {
  const micros = 1_000_000 / medianRate(rates, name, 'perCpuSecond');
  const goal = least === undefined ? undefined : atLeast(least);
  return [
    figure(`${name}: rate`, rounded(medianRate(rates, name), 0), 'a second', goal),
    figure(`${name}: CPU time`, rounded(micros, 2), 'µs'),
  ];
}
