import * as z from 'zod';
import type { ProblemCode } from './problem-codes.ts';
import { problemKinds } from './problem-codes.ts';

const codes = Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]];

export const fieldFault = z.looseObject({ path: z.string(), message: z.string() });

/** RFC 9457, with what a partner's machine needs to go on. */
export const problemAnswer = z.looseObject({
  type: z.string().min(1),
  title: z.string().min(1),
  status: z.int().min(400).max(599),
  detail: z.string().min(1),
  code: z.enum(codes),
  requestId: z.string().min(1),
  retry: z.enum(['never', 'same-request', 'new-order-no', 'after']),
  errors: z.array(fieldFault).optional(),
  existing: z.looseObject({}).optional(),
  quotedPatient: z.int().min(0).optional(),
  patient: z.int().min(0).optional(),
});

export type ProblemAnswer = z.infer<typeof problemAnswer>;
