import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 320;

/** Waits before another attempt, with full jitter: anything up to a bound that doubles with each attempt (from 0) until 320 ms. */
export async function pause(attempt: number): Promise<void> {
  await sleep(randomInt(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt) + 1));
}
