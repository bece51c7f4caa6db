import { median } from './statistics.ts';

/** One way of doing the same work. `prepare` makes jobs that can be run once each; only running them is timed. */
export interface Contestant {
  readonly name: string;
  readonly prepare: (count: number) => Promise<readonly Job[]>;
}

export type Job = () => Promise<void>;

export interface RoundPlan {
  /** rounds are begun until this time is up, so that a slow machine measures fewer of them and not for longer */
  readonly seconds: number;
  /** of these, the first are thrown away: until then code is compiled and connections are opened */
  readonly warmUpSeconds: number;
  readonly jobsPerRound: number;
  readonly concurrency: number;
}

/** One that is not warm yet and some that are. */
const LEAST_ROUNDS = 6;

/** Jobs a second, by contestant, one for each round. */
export type Rates = ReadonlyMap<string, readonly number[]>;

/**
 * Lets the contestants take turns in short rounds, so that whatever changes on the machine meanwhile hits all of them alike. Each
 * round turns the order round, because who runs later meets a fuller table.
 */
export async function alternate(contestants: readonly Contestant[], plan: RoundPlan): Promise<Rates> {
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  const startedAt = performance.now();
  const elapsedSeconds = (): number => (performance.now() - startedAt) / 1_000;
  for (let round = 0; round < LEAST_ROUNDS || elapsedSeconds() < plan.seconds; round++) {
    const isWarm = elapsedSeconds() >= plan.warmUpSeconds;
    for (const { name, prepare } of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const jobs = await prepare(plan.jobsPerRound);
      globalThis.gc?.();
      const rate = await rateOf(jobs, plan.concurrency);
      if (isWarm) rates.get(name)?.push(rate);
    }
  }
  return rates;
}

/** The median of the rounds' own ratios: each compares neighbours in time. */
export function medianRatio(rates: Rates, one: string, other: string): number {
  const [ofOne, ofOther] = [rates.get(one) ?? [], rates.get(other) ?? []];
  return median(ofOne.map((rate, round) => rate / (ofOther[round] ?? Number.NaN)));
}

export const medianRate = (rates: Rates, name: string): number => median(rates.get(name) ?? []);

async function rateOf(jobs: readonly Job[], concurrency: number): Promise<number> {
  const waiting = jobs.values();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const job of waiting) await job();
    }),
  );
  return (jobs.length * 1_000) / (performance.now() - startedAt);
}
