import * as z from 'zod';
import { calendarDate } from './primitives.ts';

/** Business dates, both inclusive. */
export const statementsQuery = z.strictObject({ from: calendarDate.optional(), to: calendarDate.optional() });
