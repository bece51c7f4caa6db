import * as z from 'zod';
import { RENEWALS } from '../domain/limit-renewal.ts';
import { LINE_CATEGORIES, ORDER_KINDS } from '../domain/order.ts';
import { ORDER_STATUSES } from '../domain/order-state.ts';
import { amounts, decisionAnswer } from './decision-answer.ts';
import { refundableLine } from './order-answer.ts';
import { calendarDate, fen, identifier, instant } from './primitives.ts';

export const statusTexts = z.looseObject({ zh: z.string().min(1), en: z.string().min(1) });

const quantity = z.string().regex(/^(0|[1-9]\d{0,4})(\.\d{1,4})?$/);

/** What is settled of a line now. */
export const paidLine = z.looseObject({
  quantity,
  billed: fen,
  priorPaid: fen,
  insurer: fen,
  patient: fen,
  writeOff: fen,
});

/** A line in the provider's words. */
export const explainedLine = z.looseObject({
  lineNo: z.int().min(1),
  category: z.enum(LINE_CATEGORIES),
  name: z.string().min(1),
  quantity,
  paid: paidLine,
});

/** Beside an accumulator of the decision, in the same order. */
export const limitRenewalAnswer = z.looseObject({
  limitId: identifier,
  coverageId: identifier,
  per: z.enum(RENEWALS),
  renewedOn: calendarDate.optional(),
});

/** One order of a member, as the patient may be shown it. */
export const memberDecision = z.looseObject({
  orderNo: identifier,
  kind: z.enum(ORDER_KINDS),
  serviceDate: calendarDate,
  status: z.enum(ORDER_STATUSES),
  statusText: statusTexts,
  statusDate: calendarDate,
  authorizationId: z.string().min(1).optional(),
  settlementId: z.string().min(1).optional(),
  expiresAt: instant.optional(),
  comesTo: amounts,
  paid: amounts,
  lines: z.array(explainedLine),
  refundable: z.array(refundableLine),
  limits: z.array(limitRenewalAnswer),
  decision: decisionAnswer,
});

/** Newest first. */
export const memberDecisionsAnswer = z.looseObject({
  memberId: identifier,
  from: calendarDate,
  to: calendarDate,
  decisions: z.array(memberDecision),
  next: z.string().min(1).optional(),
});

export type MemberDecision = z.infer<typeof memberDecision>;
export type MemberDecisionsAnswer = z.infer<typeof memberDecisionsAnswer>;
