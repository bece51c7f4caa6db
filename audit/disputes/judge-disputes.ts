import type { OrderStep } from '../books/order-step.ts';
import { factIdOfStep } from '../books/order-step.ts';
import type { Verdicts } from '../finding.ts';
import type { StatementLine } from '../statements/statement-evidence.ts';
import type { Disputed } from './dispute-evidence.ts';

/** A dispute is of a published line and says what that says; an adjustment is what an accepted dispute brought about, once. */
export function judgeDisputes(
  about: string,
  {
    steps,
    disputes,
    published,
  }: {
    readonly steps: readonly OrderStep[];
    readonly disputes: readonly Disputed[];
    readonly published: readonly StatementLine[];
  },
  verdicts: Verdicts,
): void {
  const find = (says: string) => verdicts.find({ invariant: 'ledger-balanced', about, says });
  const corrections = new Map(
    steps.flatMap((step) =>
      step.adjusts?.disputed === undefined || step.adjusts.disputed === null
        ? []
        : [[factIdOfStep(step), step] as const],
    ),
  );
  for (const dispute of disputes) {
    const { insurerId, date, line, adjustment } = dispute;
    verdicts.examine('ledger-balanced');
    const name = `the dispute of line ${line} of ${date}`;
    const said = published.find((one) => isOf(one, dispute))?.record;
    if (said === undefined || !saysTheSame(said, dispute)) find(`${name} is not of what ${insurerId} was told`);
    if (dispute.state !== 'accepted' || adjustment === null) continue;
    const step = corrections.get(adjustment.factId);
    corrections.delete(adjustment.factId);
    const of = step?.adjusts;
    const isIts =
      of?.amount === adjustment.amount &&
      of.direction === 'credit' &&
      of.disputed?.businessDate === date &&
      of.disputed.line === line &&
      step?.billing?.insurerId === insurerId &&
      `${step.orderId}.${of.of}` === dispute.factId;
    if (dispute.direction === 'debit' && adjustment.amount > dispute.amount)
      find(`${name} is of ${dispute.amount}, and ${adjustment.amount} are taken off for it`);
    if (!isIts) find(`${name} was accepted, and ${adjustment.factId} does not take ${adjustment.amount} off`);
  }
  for (const factId of corrections.keys()) find(`${factId} is an adjustment, and no dispute was accepted for it`);
}

const isOf = ({ insurerId, statementDate, record }: StatementLine, dispute: Disputed): boolean =>
  insurerId === dispute.insurerId && statementDate === dispute.date && record.line === String(dispute.line);

const saysTheSame = (record: StatementLine['record'], dispute: Disputed): boolean =>
  record.factId === dispute.factId &&
  record.claimId === dispute.claimId &&
  record.providerId === dispute.providerId &&
  record.orderNo === dispute.orderNo &&
  record.direction === dispute.direction &&
  record.amount === String(dispute.amount);
