import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkConsumer } from './work-consumer.ts';

const POLL_MS = 20;
const TIMEOUT_MS = 60_000;

/** The invocations that no request waits for: counted, so that it can be told when nothing is going on any more. */
export interface Background {
  invoke(functionId: string, event: object): Promise<unknown>;
  /** resolves when the consumers have nothing to work on and nothing they would have to is under way */
  drained(consumers: readonly WorkConsumer[]): Promise<void>;
}

/** `invoke` gets each event with `invokedAt`, the product's time: the times that such events bear themselves are real ones. */
export function background(
  now: () => number,
  invoke: (functionId: string, event: unknown) => Promise<unknown>,
): Background {
  let begun = 0;
  let ended = 0;

  async function isQuiet(consumers: readonly WorkConsumer[]): Promise<boolean> {
    const before = begun;
    if (before !== ended) return false;
    // one after the other: what a later one gives to one that was asked before shows in the count
    for (const consumer of consumers) {
      if (!(await consumer.isIdle())) return false;
    }
    return begun === before;
  }

  return {
    invoke: async (functionId, event) => {
      begun++;
      try {
        return await invoke(functionId, { ...event, invokedAt: Math.floor(now()) });
      } finally {
        ended++;
      }
    },
    drained: async (consumers) => {
      const deadline = Date.now() + TIMEOUT_MS;
      while (!(await isQuiet(consumers))) {
        if (Date.now() > deadline) throw new Error(`there was still work after ${TIMEOUT_MS / 1000} s`);
        await sleep(POLL_MS);
      }
    },
  };
}
