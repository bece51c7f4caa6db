import * as z from 'zod';
import { disputeDeadline, disputeId, disputeState, DISPUTE_STATES } from '../domain/dispute.ts';
import type { Dispute } from '../domain/dispute.ts';
import { shanghaiInstant } from '../domain/calendar.ts';
import { OWNER_ROLES } from '../domain/exception.ts';
import type { ListSchema } from './list-schema.ts';
import { calendarDate, fen, identifier, instant, nameText } from './primitives.ts';

const MAX_LINE = 999_999_999;
/** As many as one write takes. */
export const MAX_DISPUTES = 100;

/** The number of a line of a statement. */
export const statementLine = z.int().min(1).max(MAX_LINE);

export const disputeRequest = z.strictObject({
  line: statementLine,
  code: identifier,
  expectedAmount: fen.optional(),
  note: nameText.optional(),
});

export type DisputeRequest = z.infer<typeof disputeRequest>;

/** What an insurer has against lines of one statement. */
export const disputeEntries: ListSchema<DisputeRequest> = {
  entry: disputeRequest,
  maxEntries: MAX_DISPUTES,
  key: 'line',
};

export const disputeAnswer = z.looseObject({
  disputeId: z.string().min(1),
  ...disputeRequest.shape,
  state: z.enum(DISPUTE_STATES),
  owner: z.looseObject({ role: z.enum(OWNER_ROLES), partnerId: identifier }),
  factId: z.string().min(1),
  orderNo: identifier,
  openedAt: instant,
  deadline: instant,
  decidedAt: instant.optional(),
  /** of an accepted one that took something off */
  adjustmentFactId: z.string().min(1).optional(),
  adjustedAmount: fen.optional(),
});

export const disputesAnswer = z.looseObject({ businessDate: calendarDate, disputes: z.array(disputeAnswer) });

/** `next` is sent back as `after`. */
export const disputeListAnswer = disputesAnswer.extend({ next: statementLine.optional() });

const MAX_PAGE = 1_000;

export const disputeListQuery = z.strictObject({
  after: z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/, 'must be the number of a line')
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d{0,2}|1000)$/, `must be 1 to ${MAX_PAGE}`)
    .optional(),
});

export const DEFAULT_DISPUTES = MAX_PAGE;

export type DisputeAnswer = z.infer<typeof disputeAnswer>;
export type DisputesAnswer = z.infer<typeof disputesAnswer>;
export type DisputeListAnswer = z.infer<typeof disputeListAnswer>;

/** Operations decide it, after they have heard the provider. */
export function renderDispute(dispute: Dispute): DisputeAnswer {
  const { ref, objection, content, openedAt, resolution } = dispute;
  const { expectedAmount, note } = objection;
  return {
    ...{ disputeId: disputeId(ref), line: ref.line, code: objection.code },
    ...(expectedAmount !== undefined && { expectedAmount }),
    ...(note !== undefined && { note }),
    state: disputeState(dispute),
    owner: { role: 'operations', partnerId: content.providerId },
    ...{ factId: content.factId, orderNo: content.orderNo },
    ...{ openedAt: shanghaiInstant(openedAt), deadline: shanghaiInstant(disputeDeadline(dispute)) },
    ...(resolution !== undefined && { decidedAt: shanghaiInstant(resolution.resolvedAt) }),
    ...(resolution?.adjustment !== undefined && {
      adjustmentFactId: resolution.adjustment.factId,
      adjustedAmount: resolution.adjustment.amount,
    }),
  };
}
