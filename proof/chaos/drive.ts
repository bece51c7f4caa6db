import type { Background } from './background.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Functions } from './functions.ts';
import type { Desk, Operation } from './operations/desk.ts';
import type { Scheduler } from './scheduler.ts';

export interface Drive {
  readonly calls: Scheduler;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly functions: Functions;
  readonly background: Background;
  readonly desk: Desk;
}

const MOST_AT_ONCE = 8;
const MOST_BEHIND = 8;
const STEP_MS = 14;
const MINUTE_MS = 60_000;
/** Turns in which nothing moves before it is said that nothing will. */
const MOST_IDLE = 200;

/** Lets partners do so many things, up to eight at once, while everything goes wrong that can. */
export async function drive(parts: Drive, operations: readonly Operation[], most: number): Promise<void> {
  const { calls, faults, clock, functions, background, desk } = parts;
  const { chance } = faults;
  const { clients } = desk;
  const failures: unknown[] = [];
  let [inFront, behind, idle, jumpMs] = [0, 0, 0, 0];
  let isMoving = false;

  function startOne(): void {
    inFront += 1;
    isMoving = true;
    const work = chance.weighed(operations);
    void work(desk)
      .catch((error: unknown) => failures.push(error))
      .finally(() => (inFront -= 1));
  }
  function startBehind(): void {
    const work = background.next();
    if (work === undefined) return;
    behind += 1;
    isMoving = true;
    void work()
      .catch((error: unknown) => failures.push(error))
      .finally(() => (behind -= 1));
  }

  function kill(which: 'one' | 'all'): void {
    functions.kill(which);
    isMoving = true;
  }

  /** A jump stands for a time in which nothing was going on; or functions are found to have run out of theirs. */
  function moveTime(): void {
    clock.move(chance.below(STEP_MS));
    if (faults.oneIn(700)) {
      clock.move(-chance.below(2_000));
      faults.happened('clock-backwards');
    }
    if (jumpMs === 0 && faults.oneIn(2_000)) {
      jumpMs = chance.weighed([
        [5, chance.between(1, 20) * MINUTE_MS],
        [4, chance.between(1, 12) * 60 * MINUTE_MS],
        [2, chance.between(1, 4) * 24 * 60 * MINUTE_MS],
      ]);
      if (chance.oneIn(3)) kill('all');
    }
    if (jumpMs === 0 || functions.underWay() > 0) return;
    clock.move(jumpMs);
    faults.happened('clock-forwards');
    jumpMs = 0;
  }

  const isDone = () => clients.operations() >= most;
  while (!isDone() || inFront > 0 || behind > 0) {
    if (jumpMs === 0 && !isDone()) {
      if (inFront < MOST_AT_ONCE && chance.oneIn(4)) startOne();
      if (behind < MOST_BEHIND && chance.oneIn(6)) startBehind();
    }
    if (faults.oneIn(500)) kill('one');
    // all the way to its next call, before one is let go
    if (isMoving) await calls.settle();
    isMoving = false;
    const moved = await calls.step();
    moveTime();
    idle = moved ? 0 : idle + 1;
    if (idle > MOST_IDLE)
      throw new Error(`nothing moves: ${inFront} operations and ${behind} pieces of work wait for nothing`);
    if (failures.length > 0) throw new Error('an operation of the run itself failed', { cause: failures[0] });
  }
}

/** Runs one thing to its end, with nothing beside it. */
export async function alone<Result>(calls: Scheduler, work: () => Promise<Result>): Promise<Result> {
  let [isDone, idle] = [false, 0];
  const finished = work().finally(() => (isDone = true));
  // it is waited for below
  finished.catch(() => undefined);
  const hasEnded = () => isDone;
  while (!hasEnded()) {
    await calls.settle();
    idle = (await calls.step()) ? 0 : idle + 1;
    if (idle > MOST_IDLE) throw new Error('nothing moves');
  }
  return finished;
}
