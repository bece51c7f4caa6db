import * as z from 'zod';
import { decisionAnswer } from './decision-answer.ts';
import { orderAnswer } from './order-answer.ts';
import { instant } from './primitives.ts';

/** To `order.submitted`: what the till needs to know. */
export const submittedAnswer = z.looseObject({
  authorizationId: z.string().min(1),
  status: z.enum(['authorized', 'declined']),
  expiresAt: instant,
  ...decisionAnswer.shape,
});

/** The event has had its effect. */
export const appliedAnswer = z.looseObject({ status: z.literal('applied'), order: orderAnswer });

/** The state of the order had overtaken the event: recorded without effect. */
export const supersededAnswer = z.looseObject({ status: z.literal('superseded'), order: orderAnswer });

/** Kept until what comes before it has arrived. */
export const waitingAnswer = z.looseObject({ status: z.literal('waiting') });

export type SubmittedAnswer = z.infer<typeof submittedAnswer>;
export type AppliedAnswer = z.infer<typeof appliedAnswer>;
export type SupersededAnswer = z.infer<typeof supersededAnswer>;
export type WaitingAnswer = z.infer<typeof waitingAnswer>;
