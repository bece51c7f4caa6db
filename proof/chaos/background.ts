import { closeDays } from '../../local/work/closing-driver.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import type { Functions } from './functions.ts';
import type { Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';
import type { StreamFeed } from './stream-feed.ts';

export interface Background {
  /** some piece of work that is there to be done now; undefined: nothing is */
  next(): (() => Promise<unknown>) | undefined;
  /** works everything off that is there, one thing after the other */
  workOff(): Promise<void>;
  closeDays(): Promise<void>;
}

const STEP_TRIES = 8;
const MOST_ROUNDS = 50_000;

/** What no partner waits for: streams, queues, schedules, and the daily close. */
export function newBackground(parts: {
  readonly chance: Chance;
  readonly calls: Scheduler;
  readonly clock: Clock;
  readonly functions: Functions;
  readonly stream: StreamFeed;
  readonly queues: Queues;
}): Background {
  const { chance, calls, clock, functions, stream, queues } = parts;
  let closedOn = clock.today();
  let closings = 0;

  const schedule = async (name: string): Promise<void> => {
    // a run that fails is not repeated: the next one does the same
    await functions.schedule(name).catch(() => undefined);
  };

  /** As the state machine does: a step that fails is taken again. */
  async function take(step: object): Promise<unknown> {
    for (let tried = 1; ; tried++) {
      try {
        return await functions.work('daily-close', step);
      } catch (error) {
        if (tried === STEP_TRIES) throw error;
        await calls.park({ isWrite: false, heldFor: chance.below(30), go: async () => {} });
      }
    }
  }

  async function close(): Promise<void> {
    closings += 1;
    const today = clock.today();
    try {
      await closeDays(take);
      closedOn = today;
    } catch {
      // it rings, and the next run does its work
    } finally {
      closings -= 1;
    }
  }

  return {
    next: () => {
      const isDue = closedOn !== clock.today() && closings < (chance.oneIn(6) ? 2 : 1);
      const works: readonly (readonly [number, (() => Promise<unknown>) | undefined])[] = [
        [5, stream.ready() > 0 ? stream.deliver : undefined],
        [5, queues.ready() > 0 ? queues.deliver : undefined],
        [0.25, () => schedule('due')],
        [0.12, () => schedule('claims-sweep')],
        [isDue ? 2 : 0, close],
      ];
      return chance.weighed(works);
    },
    workOff: async () => {
      for (let round = 0; !(stream.isEmpty() && queues.isEmpty()); round++) {
        if (round === MOST_ROUNDS) throw new Error('streams and queues do not run dry');
        await stream.deliver();
        await queues.deliver();
      }
    },
    closeDays: close,
  };
}
