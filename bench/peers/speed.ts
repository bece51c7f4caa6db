import type { Figure } from '../figure.ts';
import { figure } from '../figure.ts';
import type { RoundPlan } from '../measure/rounds.ts';
import { alternate, medianRate, medianRatio } from '../measure/rounds.ts';
import { percentile, rounded } from '../measure/statistics.ts';
import { handlerContestant, settlementBy } from '../workload/contestants.ts';
import { timed } from './latencies.ts';
import type { Medium, Peer, PeerStage } from './peers.ts';
import { startPeers } from './peers.ts';

const OURS = 'this product';

/** The same settlements by each design, in turns, from the signed event to the answer. */
export async function measureSpeed(medium: Medium, plan: RoundPlan): Promise<readonly Figure[]> {
  const stage = await startPeers(medium);
  try {
    return await figuresOf(stage, medium, plan);
  } finally {
    await stage.stop();
  }
}

async function figuresOf({ stage, peers }: PeerStage, medium: Medium, plan: RoundPlan): Promise<readonly Figure[]> {
  const contestantOf = ({ name, handler, enrol }: Peer) =>
    handlerContestant(name, stage, settlementBy(stage, handler), enrol);
  const all = peers.map((peer) => ({ name: peer.name, ...timed(contestantOf(peer)) }));
  const rates = await alternate(
    all.map(({ contestant }) => contestant),
    plan,
  );
  const of = (name: string, what: string) => `${name}, ${medium}: ${what}`;
  const ratio = (name: string, by: 'perSecond' | 'perCpuSecond') => rounded(medianRatio(rates, OURS, name, by), 2);
  return [
    ...all.flatMap(({ name, since }) => {
      const latencies = since(plan.warmUpSeconds);
      return [
        figure(of(name, 'rate'), rounded(medianRate(rates, name), 0), 'settlements a second'),
        figure(
          of(name, 'CPU time of the process that settles'),
          rounded(1_000 / medianRate(rates, name, 'perCpuSecond'), 2),
          'ms a settlement',
        ),
        figure(of(name, 'p50'), rounded(percentile(latencies, 50), 1), `ms, ${plan.concurrency} at once`),
        figure(of(name, 'p99'), rounded(percentile(latencies, 99), 1), `ms, ${plan.concurrency} at once`),
      ];
    }),
    ...all
      .filter(({ name }) => name !== OURS)
      .flatMap(({ name }) => [
        figure(of(OURS, `rate against ${name}`), ratio(name, 'perSecond'), 'times'),
        figure(of(OURS, `rate against ${name}, by CPU time`), ratio(name, 'perCpuSecond'), 'times'),
      ]),
  ];
}
