import * as z from 'zod';

/** What may be asked beside an order: with `trace=true`, every question that its decision put to a rule. */
export const orderQuery = z.strictObject({ trace: z.enum(['true', 'false']).optional() });
