import { median } from './statistics.ts';

/** One way of doing the same work. `prepare` makes jobs that can be run once each; only running them is timed. */
export interface Contestant {
  readonly name: string;
  readonly prepare: (count: number) => Promise<readonly Job[]>;
  /** pieces of work that one job does, where it does many because one is too short to be timed; else 1 */
  readonly perJob?: number;
}

export type Job = () => Promise<void>;

export interface RoundPlan {
  /** rounds are begun until this time is up, so that a slow machine measures fewer of them and not for longer */
  readonly seconds: number;
  /** of these, the first are thrown away: until then code is compiled and connections are opened */
  readonly warmUpSeconds: number;
  readonly jobsPerRound: number;
  readonly concurrency: number;
  /** no collection between turns: it makes the young generation small again, and who allocates nothing else pays for it to grow */
  readonly keepsHeap?: boolean;
}

/** One that is not warm yet and some that are. */
const LEAST_ROUNDS = 4;

/** What one round came to. */
export interface Rate {
  /** pieces of work a second */
  readonly perSecond: number;
  /** pieces a second of this process's own CPU time, which other processes cannot take away */
  readonly perCpuSecond: number;
}

/** By contestant, one for each round. */
export type Rates = ReadonlyMap<string, readonly Rate[]>;

/**
 * Lets the contestants take turns in short rounds, so that whatever changes on the machine meanwhile hits all of them alike. Each
 * round turns the order round, because who runs later meets a fuller table.
 */
export async function alternate(contestants: readonly Contestant[], plan: RoundPlan): Promise<Rates> {
  const rates = new Map<string, Rate[]>(contestants.map(({ name }) => [name, []]));
  const startedAt = performance.now();
  const elapsedSeconds = (): number => (performance.now() - startedAt) / 1_000;
  for (let round = 0; round < LEAST_ROUNDS || elapsedSeconds() < plan.seconds; round++) {
    const isWarm = elapsedSeconds() >= plan.warmUpSeconds;
    for (const { name, prepare, perJob = 1 } of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const jobs = await prepare(plan.jobsPerRound);
      if (plan.keepsHeap !== true) globalThis.gc?.();
      const rate = await rateOf(jobs, plan.concurrency, perJob);
      if (isWarm) rates.get(name)?.push(rate);
    }
  }
  return rates;
}

/** The median of the rounds' own ratios: each compares neighbours in time. */
export function medianRatio(rates: Rates, one: string, other: string, by: keyof Rate = 'perSecond'): number {
  const [ofOne, ofOther] = [rates.get(one) ?? [], rates.get(other) ?? []];
  return median(ofOne.map((rate, round) => rate[by] / (ofOther[round]?.[by] ?? Number.NaN)));
}

export const medianRate = (rates: Rates, name: string, by: keyof Rate = 'perSecond'): number =>
  median((rates.get(name) ?? []).map((rate) => rate[by]));

async function rateOf(jobs: readonly Job[], concurrency: number, perJob: number): Promise<Rate> {
  const waiting = jobs.values();
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const job of waiting) await job();
    }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  const pieces = jobs.length * perJob;
  return {
    perSecond: (pieces * 1_000) / (performance.now() - startedAt),
    perCpuSecond: (pieces * 1_000_000) / (user + system),
  };
}
