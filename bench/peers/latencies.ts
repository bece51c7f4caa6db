import type { Contestant } from '../measure/rounds.ts';

interface Timed {
  readonly at: number;
  readonly ms: number;
}

export interface TimedContestant {
  readonly contestant: Contestant;
  /** milliseconds of each job that began so many seconds after the first one */
  readonly since: (seconds: number) => readonly number[];
}

/** The same, with a stopwatch for each job: what one request waits while others are under way. */
export function timed({ prepare, ...contestant }: Contestant): TimedContestant {
  const all: Timed[] = [];
  return {
    contestant: {
      ...contestant,
      prepare: async (count) =>
        (await prepare(count)).map((job) => async () => {
          const at = performance.now();
          await job();
          all.push({ at, ms: performance.now() - at });
        }),
    },
    since: (seconds) => {
      const from = Math.min(...all.map(({ at }) => at)) + seconds * 1_000;
      return all.filter(({ at }) => at >= from).map(({ ms }) => ms);
    },
  };
}
