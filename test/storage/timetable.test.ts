import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Timer } from '../../lambdas/domain/timer.ts';
import { dueTimers, putTimer, putTimerBack, removeTimer } from '../../lambdas/storage/timetable.ts';
import type { Connector } from '../support/connector.ts';
import { startQuietConnector } from '../support/checked-connector.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startQuietConnector({ direct: true });
});
afterAll(() => connector.stop());

const DUE = 1_000_000;
const timer = (id: string): Timer => ({ kind: 'claim', dueAt: DUE, id });

async function due(id: string): Promise<Timer | undefined> {
  for await (const page of dueTimers('claim', DUE)) for (const one of page) if (one.id === id) return one;
  return undefined;
}

async function read(id: string): Promise<Timer> {
  const found = await due(id);
  if (found === undefined) throw new Error(`no timer of ${id}`);
  return found;
}

describe('a timer', () => {
  it('is struck out as it was read, also when it was put down twice', async () => {
    await putTimer(timer('one'));
    const seen = await read('one');
    await putTimer(timer('one'));
    await removeTimer(seen);
    expect(await due('one')).toBeUndefined();
    await removeTimer(seen);
  });

  it('stays where it was put back since it was read, each time, until it is struck out as it then was', async () => {
    await putTimer(timer('two'));
    for (const now of [DUE - 900, DUE - 500]) {
      const seen = await read('two');
      await putTimerBack(timer('two'), now);
      await removeTimer(seen);
      expect(await due('two')).toEqual({ ...timer('two'), putBackAt: now });
    }
    await removeTimer(await read('two'));
    expect(await due('two')).toBeUndefined();
  });
});
