import * as z from 'zod';
import { TRACE_UNITS } from '../domain/trace-step.ts';
import { identifier } from './primitives.ts';

/** One figure of a step, in its unit. */
export const traceFigure = z.looseObject({
  value: z.union([z.int(), z.string(), z.boolean()]).nullable(),
  unit: z.enum(TRACE_UNITS),
});

export const traceStep = z.looseObject({
  section: z.string().regex(/^[A-F]\d{0,2}$/),
  step: z.string().min(1),
  zh: z.string().min(1),
  en: z.string().min(1),
  rule: z.string().min(1),
  coverageId: identifier.optional(),
  lineNo: z.int().min(1).optional(),
  asked: traceFigure.optional(),
  against: traceFigure.optional(),
  answered: traceFigure,
});

/** How a decision came about, made again from what is stored. */
export const traceAnswer = z.looseObject({
  differences: z.array(z.string()),
  steps: z.array(traceStep),
  omitted: z.int().min(0),
});

export type TraceAnswer = z.infer<typeof traceAnswer>;
