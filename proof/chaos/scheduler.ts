import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** One run of a function of the product. What happens to it happens to all the calls that it makes. */
export interface Invocation {
  readonly name: string;
  /** by how much its clock differs from the others */
  readonly skewMs: number;
  /** nothing of it has an effect any more */
  isDead: boolean;
  /** a call of it has failed, or has been said to */
  isHurt: boolean;
  readonly die: () => void;
}

/** A call on its way out of the product. */
export interface Call<Result> {
  readonly isWrite: boolean;
  /** how many others may overtake it at least */
  readonly heldFor?: number;
  readonly go: () => Promise<Result>;
}

export interface Scheduler {
  /** the invocation that is asking; undefined: nobody within the product */
  current(): Invocation | undefined;
  inside<Result>(invocation: Invocation, work: () => Promise<Result>): Promise<Result>;
  /** holds a call until its turn comes; the promise of one whose invocation has died before is never settled */
  park<Result>(call: Call<Result>): Promise<Result>;
  /** lets one call go, which one is a matter of chance; false: there is none */
  step(): Promise<boolean>;
  /** lets everything run on until all of it has parked or is done */
  settle(): Promise<void>;
  readonly steps: () => number;
}

interface Parked {
  readonly invocation: Invocation | undefined;
  readonly isWrite: boolean;
  readonly readyAt: number;
  readonly run: () => Promise<void>;
}

/**
 * Simulation testing: whatever the product asks of the outside waits here until nothing runs any more, and then chance lets one go. So
 * the interleaving is a matter of the seed and not of the machine.
 */
export function scheduler(chance: Chance): Scheduler {
  const store = new AsyncLocalStorage<Invocation>();
  const parked: Parked[] = [];
  let steps = 0;

  async function step(): Promise<boolean> {
    if (parked.length === 0) return false;
    steps += 1;
    const ready = parked.filter(({ readyAt }) => readyAt <= steps);
    const chosen = chance.pick(ready.length > 0 ? ready : parked);
    parked.splice(parked.indexOf(chosen), 1);
    // a dead function may still be told something, since others wait for what it was told; it cannot do anything with it
    if (!(chosen.isWrite && chosen.invocation?.isDead === true)) await chosen.run();
    await turn();
    return true;
  }

  return {
    current: () => store.getStore(),
    inside: (invocation, work) => store.run(invocation, work),
    park: ({ isWrite, heldFor = 0, go }) =>
      new Promise((resolve, reject) => {
        const invocation = store.getStore();
        parked.push({
          ...{ invocation, isWrite, readyAt: steps + heldFor },
          // the scheduler's own turn, outside of every invocation
          run: () => store.exit(() => go().then(resolve, reject)),
        });
      }),
    step,
    settle: async () => {
      await turn();
    },
    steps: () => steps,
  };
}
