import { shanghaiInstant } from '../lambdas/domain/calendar.ts';
import type { Dispute } from '../lambdas/domain/dispute.ts';
import { disputeDeadline, disputeId, disputeState, isOverdue } from '../lambdas/domain/dispute.ts';
import { left, textTable } from './workbench/text-table.ts';

/** One line each, with nothing but references and amounts in it. */
export function disputeTable(disputes: readonly Dispute[], now: number): string {
  return textTable(
    [
      left('dispute'),
      left('deadline'),
      left('provider'),
      left('order'),
      left('code'),
      left('amount'),
      left('expected'),
    ],
    disputes.map((dispute) => {
      const { ref, content, objection } = dispute;
      const deadline = `${shanghaiInstant(disputeDeadline(dispute))}${isOverdue(dispute, now) ? ' OVERDUE' : ''}`;
      const amount = `${content.direction === 'credit' ? '-' : ''}${content.amount}`;
      const expected = objection.expectedAmount === undefined ? '' : String(objection.expectedAmount);
      return [disputeId(ref), deadline, content.providerId, content.orderNo, objection.code, amount, expected];
    }),
  );
}

/** All that is recorded of one. */
export function disputeReport(dispute: Dispute): string {
  const { ref, objection, content, openedAt, resolution } = dispute;
  const record = {
    ...{ disputeId: disputeId(ref), ...ref, ...objection, ...content },
    state: disputeState(dispute),
    ...{ openedAt: shanghaiInstant(openedAt), deadline: shanghaiInstant(disputeDeadline(dispute)) },
    ...(resolution && { resolution: { ...resolution, resolvedAt: shanghaiInstant(resolution.resolvedAt) } }),
  };
  return JSON.stringify(record, null, 2);
}
