import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkConsumer } from './work-consumer.ts';

const POLL_MS = 20;
const PATIENCE_MS = 10_000;

/** Resolves when the consumers have worked off what there is, and after 10 s in any case: what they cannot do stops nobody else. */
export async function catchUp(consumers: readonly WorkConsumer[], patienceMs = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (const consumer of consumers) {
    while (!(await consumer.isIdle()) && Date.now() < deadline) await sleep(POLL_MS);
  }
}
