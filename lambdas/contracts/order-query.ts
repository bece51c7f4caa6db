import * as z from 'zod';

/** What may be asked beside an order: with `trace=true`, every question that its decision put to a rule, or those of one line. */
export const orderQuery = z.strictObject({
  trace: z.enum(['true', 'false']).optional(),
  lineNo: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be the number of a line')
    .optional(),
});

export type OrderQuery = z.infer<typeof orderQuery>;
