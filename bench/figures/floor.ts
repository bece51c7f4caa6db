import type { Figure } from '../figure.ts';
import { atLeast, figure } from '../figure.ts';
import { startStage } from '../engine/stage.ts';
import { installRehearsals } from '../measure/rehearsal.ts';
import type { RoundPlan } from '../measure/rounds.ts';
import { alternate, medianRate, medianRatio } from '../measure/rounds.ts';
import { rounded } from '../measure/statistics.ts';
import {
  floorContestant,
  handlerContestant,
  sendAllCalls,
  sendReadAndCommit,
  settlementBy,
} from '../workload/contestants.ts';
import { publishBenchPlan } from '../workload/enrolment.ts';
import { handlerOf } from '../workload/requests.ts';

const LEAST_SHARE = 0.75;
const [SETTLEMENT, SAME_CALLS, TWO_CALLS] = ['settlement', 'its three SDK calls alone', 'two SDK calls alone'];

/** How much of what the SDK and the engine can do at most is left when signature, schema, decision, log and metrics are added. */
export async function measureFloor(plan: RoundPlan): Promise<readonly Figure[]> {
  const stage = await startStage();
  try {
    installRehearsals();
    await publishBenchPlan(stage);
    const requestsOf = settlementBy(stage, await handlerOf('settlements'));
    const settlement = handlerContestant(SETTLEMENT, stage, requestsOf);
    // the first one reads the plan as well, which is no call of a rehearsed settlement
    for (const job of await settlement.prepare(1)) await job();
    const rates = await alternate(
      [
        settlement,
        floorContestant(SAME_CALLS, stage, requestsOf, sendAllCalls),
        floorContestant(TWO_CALLS, stage, requestsOf, sendReadAndCommit),
      ],
      plan,
    );
    const against = (floor: string) => rounded(medianRatio(rates, SETTLEMENT, floor), 3);
    const byCpu = (floor: string) => rounded(medianRatio(rates, SETTLEMENT, floor, 'perCpuSecond'), 3);
    const rate = (name: string) => figure(`${name}: rate`, rounded(medianRate(rates, name), 0), 'a second');
    return [
      ...[SETTLEMENT, SAME_CALLS, TWO_CALLS].map(rate),
      figure('settlement vs floor of the same SDK calls', against(SAME_CALLS), 'ratio', atLeast(LEAST_SHARE)),
      figure('settlement vs floor of the same SDK calls, by CPU time', byCpu(SAME_CALLS), 'ratio'),
      figure('most that three calls can reach of two', rounded(medianRatio(rates, SAME_CALLS, TWO_CALLS), 3), 'ratio'),
      figure('settlement vs floor of two SDK calls', against(TWO_CALLS), 'ratio', atLeast(LEAST_SHARE)),
      figure('settlement vs floor of two SDK calls, by CPU time', byCpu(TWO_CALLS), 'ratio'),
    ];
  } finally {
    await stage.stop();
  }
}
