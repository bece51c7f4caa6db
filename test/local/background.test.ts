import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { background } from '../../local/work/background.ts';
import type { WorkConsumer } from '../../local/work/work-consumer.ts';

const consumer = (isIdle: WorkConsumer['isIdle']): WorkConsumer => ({
  isIdle,
  backlog: async () => ['work', 0],
  stop: async () => {},
});

it('is not drained while an invocation is under way, such as that of a schedule, which no consumer knows of', async () => {
  let end = () => {};
  const work = background(
    () => 0,
    () => new Promise<void>((resolve) => (end = resolve)),
  );
  let drained = false;
  const invocation = work.invoke('minute', {});
  const draining = work.drained([]).then(() => (drained = true));
  await sleep(60);
  expect(drained).toBe(false);
  end();
  await Promise.all([invocation, draining]);
});

it('is not drained where work began while it looked: a consumer that was idle may have been given some', async () => {
  const work = background(
    () => 0,
    async () => {},
  );
  let looks = 0;
  const first = consumer(() => {
    looks += 1;
    return true;
  });
  const second = consumer(async () => {
    if (looks === 1) await work.invoke('second', {});
    return true;
  });
  await work.drained([first, second]);
  expect(looks).toBe(2);
});
