import * as z from 'zod';
import { calendarDate } from './primitives.ts';

const whole = z.int().min(0);
const name = z.string().regex(/^[\w-]{1,100}$/);
const run = { run: name, now: whole, segments: z.int().min(1), buckets: z.int().min(1) };

/** What the state machine of an audit asks of the function `table-audit`. */
export const auditStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('begin'), run: name }),
  z.strictObject({ step: z.literal('read'), ...run, segment: whole }),
  z.strictObject({
    ...{ step: z.literal('read-statements'), ...run },
    ...{ insurerId: z.string(), from: calendarDate, to: calendarDate },
  }),
  z.strictObject({
    ...{ step: z.literal('judge'), ...run, bucket: whole },
    parts: z.array(z.object({ part: z.string(), writes: whole })),
  }),
  z.strictObject({ step: z.literal('conclude'), ...run }),
]);
