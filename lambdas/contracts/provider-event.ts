import * as z from 'zod';
import { ORDER_STATUSES } from '../domain/order-state.ts';
import { PROVIDER_EVENT_TYPES } from '../domain/provider-event.ts';
import { factAnswer } from './order-answer.ts';
import { identifier, instant } from './primitives.ts';

/** What is sent to a provider when something has happened to an order of its own; it names no patient. */
export const providerEvent = z.looseObject({
  type: z.enum(PROVIDER_EVENT_TYPES),
  /** when it happened; the header `webhook-timestamp` is when it was sent */
  timestamp: instant,
  data: z.looseObject({
    orderNo: identifier,
    /** of the order, after this fact; by what happened since it may have another one now */
    status: z.enum(ORDER_STATUSES),
    authorizationId: z.string().min(1).optional(),
    settlementId: z.string().min(1).optional(),
    /** what happened, as it stands in the order's `facts` */
    ...factAnswer.shape,
  }),
});

export type ProviderEvent = z.infer<typeof providerEvent>;
