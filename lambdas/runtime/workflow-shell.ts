import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import type { WorkEvent } from './clock.ts';
import { workTime } from './clock.ts';
import { workRecord } from './work-record.ts';

export type WorkflowHandler = (event: WorkEvent, context: Context) => Promise<unknown>;

export interface WorkflowSteps<Step> {
  /** the file's name, as in lambdas/contracts/triggers.ts */
  readonly name: string;
  /** of what the state machine asks for; anything else is a defect of ours */
  readonly schema: z.ZodType<Step>;
  /** Once at least for each step, and several at once. What it gives is what the state machine goes on with. `now`: epoch milliseconds. */
  readonly handle: (step: Step, now: number) => Promise<unknown>;
}

/** The handler of a state machine's steps. One that fails is an error of the function; the state machine tries it again. */
export function workflowHandler<Step>({ name, schema, handle }: WorkflowSteps<Step>): WorkflowHandler {
  return async (event, context) => {
    const record = workRecord(name, context);
    const { invokedAt: _, ...step } = event;
    try {
      const result = await handle(schema.parse(step), workTime(event));
      record.close(1);
      return result;
    } catch (error) {
      record.failed(error);
      record.close(0);
      throw error;
    }
  };
}
