import type { Figure } from '../figure.ts';
import { atLeast, figure } from '../figure.ts';
import { startStage } from '../engine/stage.ts';
import type { RoundPlan } from '../measure/rounds.ts';
import { alternate, medianRate, medianRatio } from '../measure/rounds.ts';
import { rounded } from '../measure/statistics.ts';
import { straightforwardSettlement } from '../straightforward/handler.ts';
import { handlerContestant, settlementBy } from '../workload/contestants.ts';
import { publishBenchPlan } from '../workload/enrolment.ts';
import { handlerOf } from '../workload/requests.ts';

const LEAST_ADVANTAGE = 4;
const [SETTLEMENT, RIVAL] = ['settlement beside the straightforward design', 'straightforward design'];

/** What the design is worth: the same work by idempotency records and separate puts, in the same shell, on the same engine. */
export async function measureRival(plan: RoundPlan): Promise<readonly Figure[]> {
  const stage = await startStage();
  try {
    await publishBenchPlan(stage);
    const ours = handlerContestant(SETTLEMENT, stage, settlementBy(stage, await handlerOf('settlements')));
    const rates = await alternate(
      [ours, handlerContestant(RIVAL, stage, settlementBy(stage, straightforwardSettlement))],
      plan,
    );
    const ratio = (by: 'perSecond' | 'perCpuSecond') => rounded(medianRatio(rates, SETTLEMENT, RIVAL, by), 2);
    return [
      ...[SETTLEMENT, RIVAL].map((name) => figure(`${name}: rate`, rounded(medianRate(rates, name), 0), 'a second')),
      figure('settlement vs straightforward design', ratio('perSecond'), 'times', atLeast(LEAST_ADVANTAGE)),
      figure('settlement vs straightforward design, by CPU time', ratio('perCpuSecond'), 'times'),
    ];
  } finally {
    await stage.stop();
  }
}
