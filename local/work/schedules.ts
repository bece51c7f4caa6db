import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../engines/engine-env.ts';
import type { ScheduleDefinition } from '../template/work-definitions.ts';

export interface Schedules {
  /** runs each of them; resolves when all have ended, whatever became of them */
  runNow(): Promise<void>;
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;

/** Each minute of real time, and whenever the clock is moved: a rate says how often, and not at which second. */
export function startSchedules(
  definitions: readonly ScheduleDefinition[],
  now: () => number,
  invoke: (functionId: string, event: object) => Promise<unknown>,
): Schedules {
  let running = Promise.resolve();
  let underWay = 0;

  async function runOne({ name, functionId }: ScheduleDefinition): Promise<void> {
    await invoke(functionId, {
      'version': '0',
      'id': randomUUID(),
      'detail-type': 'Scheduled Event',
      'source': 'aws.events',
      'account': LOCAL_ACCOUNT,
      // AWS has whole seconds here; what has come due in this very second should be seen as due
      'time': new Date(now()).toISOString(),
      'region': LOCAL_REGION,
      'resources': [`arn:aws:events:${LOCAL_REGION}:${LOCAL_ACCOUNT}:rule/${name}`],
      'detail': {},
    }).catch((error: unknown) => {
      console.error(`${functionId} failed: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  /** One after the other, so that a run asked for by the clock sees the new time. */
  function runNow(): Promise<void> {
    underWay++;
    const before = running;
    running = (async () => {
      await before;
      await Promise.all(definitions.map(runOne));
      underWay--;
    })();
    return running;
  }

  const timer = setInterval(() => {
    if (underWay === 0) void runNow();
  }, MINUTE_MS);
  timer.unref();

  return {
    runNow,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
