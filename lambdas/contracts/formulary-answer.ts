import * as z from 'zod';
import { identifier, instant } from './primitives.ts';

export const formularyAnswer = z.looseObject({
  formularyId: identifier,
  version: z.int().min(1),
  status: z.enum(['published']),
  entries: z.int().min(1),
  publishedAt: instant,
});

export type FormularyAnswer = z.infer<typeof formularyAnswer>;
