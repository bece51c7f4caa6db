import * as z from 'zod';
import { calendarDate } from './primitives.ts';

const insurer = { insurerId: z.string(), through: calendarDate };
const day = { ...insurer, businessDate: calendarDate };
const slice = { insurerId: z.string(), businessDate: calendarDate, slice: z.int().min(0) };

/** What the state machine, and local mode in its place, asks of the function `daily-close`. */
export const closingStep = z.discriminatedUnion('step', [
  // without a date: through yesterday
  z.strictObject({ step: z.literal('list'), businessDate: calendarDate.optional() }),
  z.strictObject({ step: z.literal('begin'), ...insurer }),
  z.strictObject({ step: z.literal('freeze'), ...slice }),
  z.strictObject({ step: z.literal('write'), ...slice }),
  z.strictObject({ step: z.literal('publish'), ...day }),
  z.strictObject({
    step: z.literal('conclude'),
    closings: z.array(z.object({ insurerId: z.string(), state: z.enum(['done', 'failed']) })),
  }),
]);
export type ClosingStep = z.infer<typeof closingStep>;

/** What is left of an insurer's closing: nothing, a day in slices, or more than one run of the function may do. */
export type ClosingProgress = { readonly insurerId: string; readonly through: string } & (
  | { readonly state: 'done' }
  | { readonly state: 'more' }
  | {
      readonly state: 'slices';
      readonly businessDate: string;
      readonly slices: readonly { readonly insurerId: string; readonly businessDate: string; readonly slice: number }[];
    }
);
