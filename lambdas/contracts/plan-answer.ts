import * as z from 'zod';
import { identifier, instant } from './primitives.ts';

export const planAnswer = z.looseObject({
  planId: identifier,
  version: z.int().min(1),
  status: z.enum(['published']),
  publishedAt: instant,
});

export type PlanAnswer = z.infer<typeof planAnswer>;
