import { DAY_MS } from '../../lambdas/domain/calendar.ts';
import type { WorkflowDefinition } from '../template/work-definitions.ts';
import { closeDays } from './closing-driver.ts';

/** The daily close, as its rule and its state machine would run it. */
export interface DailyRun {
  /** where an hour and minute of the rule has come since the last time, or the clock was set over one, it runs */
  ifDue(): Promise<void>;
  /** closes through a date that has begun; rejects where an insurer's days could not be closed */
  closeThrough(businessDate: string): Promise<void>;
}

const MINUTE_MS = 60_000;

/** `invoke` gives the function an event as of the product's time. */
export function dailyRun(
  { functionId, dailyAt: [hour, minute] }: WorkflowDefinition,
  now: () => number,
  invoke: (functionId: string, event: object) => Promise<unknown>,
): DailyRun {
  const latestDue = () => {
    const atMs = (hour * 60 + minute) * MINUTE_MS;
    return Math.floor((now() - atMs) / DAY_MS);
  };
  let done = latestDue();
  let running = Promise.resolve();

  /** One after the other: whoever asks gets an answer from a run that began after it had asked. */
  function inTurn(businessDate?: string): Promise<void> {
    const mine = running.then(() => closeDays((step) => invoke(functionId, step), businessDate));
    running = mine.catch(() => {});
    return mine;
  }

  return {
    ifDue: async () => {
      const due = latestDue();
      if (due === done) return;
      done = due;
      await inTurn().catch((error: unknown) => console.error(`the daily close failed: ${String(error)}`));
    },
    closeThrough: inTurn,
  };
}
