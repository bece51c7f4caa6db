import { startStage } from '../engine/stage.ts';
import type { Figure } from '../figure.ts';
import { atLeast, figure } from '../figure.ts';
import { installRehearsals } from '../measure/rehearsal.ts';
import type { RoundPlan } from '../measure/rounds.ts';
import { alternate, medianRate, medianRatio } from '../measure/rounds.ts';
import { rounded } from '../measure/statistics.ts';
import { authorizeAndCapture, floorContestant, handlerContestant, sendAllCalls } from '../workload/contestants.ts';
import { publishBenchPlan } from '../workload/enrolment.ts';

const LEAST_SHARE = 0.75;
const [PAIR, SAME_CALLS] = ['authorize and capture', 'their six SDK calls alone'];

/** The same of an order that is authorized and then captured: what is left of its calls alone when two handlers make them. */
export async function measurePairFloor(plan: RoundPlan): Promise<readonly Figure[]> {
  const stage = await startStage();
  try {
    installRehearsals();
    await publishBenchPlan(stage);
    const requestsOf = await authorizeAndCapture(stage);
    const pair = handlerContestant(PAIR, stage, requestsOf);
    // the first one reads the plan as well, which is no call of a rehearsed authorization
    for (const job of await pair.prepare(1)) await job();
    const rates = await alternate([pair, floorContestant(SAME_CALLS, stage, requestsOf, sendAllCalls)], plan);
    const ratio = (by: 'perSecond' | 'perCpuSecond') => rounded(medianRatio(rates, PAIR, SAME_CALLS, by), 3);
    return [
      ...[PAIR, SAME_CALLS].map((name) =>
        figure(`${name}: rate`, rounded(medianRate(rates, name), 0), 'pairs a second'),
      ),
      figure('authorize and capture vs floor of the same SDK calls', ratio('perSecond'), 'ratio', atLeast(LEAST_SHARE)),
      figure('authorize and capture vs floor of the same SDK calls, by CPU time', ratio('perCpuSecond'), 'ratio'),
    ];
  } finally {
    await stage.stop();
  }
}
