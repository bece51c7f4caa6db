import * as z from 'zod';
import { shanghaiInstant } from '../domain/calendar.ts';
import type { Dispute } from '../domain/dispute.ts';
import { disputeDeadline, disputeId } from '../domain/dispute.ts';
import { ORDER_STATUSES } from '../domain/order-state.ts';
import { ORDER_EVENT_TYPES } from '../domain/provider-event.ts';
import { factAnswer } from './order-answer.ts';
import { calendarDate, fen, identifier, instant } from './primitives.ts';

/** What is sent to a provider when something has happened to an order of its own; it names no patient. */
export const providerEvent = z.looseObject({
  type: z.enum(ORDER_EVENT_TYPES),
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

/** What is sent to a provider when an insurer disputes a line that stands for its order. The insurer's note is for operations alone. */
export const disputeEvent = z.looseObject({
  type: z.literal('dispute.opened'),
  timestamp: instant,
  data: z.looseObject({
    orderNo: identifier,
    disputeId: z.string().min(1),
    insurerId: identifier,
    /** of the statement, and the number of the line in it */
    businessDate: calendarDate,
    line: z.int().min(1),
    factId: z.string().min(1),
    /** the insurer's own */
    code: identifier,
    direction: z.enum(['debit', 'credit']),
    amount: fen,
    expectedAmount: fen.optional(),
    deadline: instant,
  }),
});

export type DisputeEvent = z.infer<typeof disputeEvent>;

export function renderDisputeEvent(dispute: Dispute): DisputeEvent {
  const { ref, objection, content, openedAt } = dispute;
  const { code, expectedAmount } = objection;
  return {
    type: 'dispute.opened',
    timestamp: shanghaiInstant(openedAt),
    data: {
      ...{ orderNo: content.orderNo, disputeId: disputeId(ref), ...ref, factId: content.factId, code },
      ...{ direction: content.direction, amount: content.amount },
      ...(expectedAmount !== undefined && { expectedAmount }),
      deadline: shanghaiInstant(disputeDeadline(dispute)),
    },
  };
}
