import type { Context, ScheduledEvent } from 'aws-lambda';
import { workRecord } from './work-record.ts';

export type ScheduleHandler = (event: Pick<ScheduledEvent, 'time'>, context: Context) => Promise<void>;

export interface ScheduledRun {
  /** the file's name, as in lambdas/contracts/triggers.ts */
  readonly name: string;
  /** `now`: the instant for which the run was scheduled, in epoch milliseconds */
  readonly handle: (now: number) => Promise<void>;
}

/** The handler of a schedule. A run that fails is an error of the function, which rings; the next run does its work. */
export function scheduleHandler({ name, handle }: ScheduledRun): ScheduleHandler {
  return async (event, context) => {
    const record = workRecord(name, context);
    try {
      await handle(Date.parse(event.time));
      record.close(1);
    } catch (error) {
      record.failed(error);
      record.close(0);
      throw error;
    }
  };
}
