import * as z from 'zod';

/** That a stage answers, and which one it is. */
export const healthAnswer = z.looseObject({
  status: z.enum(['ok']),
  stage: z.string().min(1),
  version: z.string().min(1),
});

export type HealthAnswer = z.infer<typeof healthAnswer>;
