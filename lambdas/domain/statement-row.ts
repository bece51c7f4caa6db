import type { BookLine } from './book-line.ts';
import type { EpochMs } from './calendar.ts';
import { shanghaiInstant } from './calendar.ts';
import { csvCell } from './csv-text.ts';

/** In the order of the file, which is frozen: another one is another schema (statement-manifest.ts). */
export const STATEMENT_COLUMNS = [
  ...([
    'line',
    'type',
    'businessDate',
    'postedAt',
    'factId',
    'originalFactId',
    'originalBusinessDate',
    'late',
  ] as const),
  ...([
    'orderNo',
    'providerId',
    'providerKind',
    'orderKind',
    'memberId',
    'coverageId',
    'planId',
    'planVersion',
  ] as const),
  ...(['serviceDate', 'billed', 'priorPaid', 'insurer', 'patient', 'writeOff', 'direction', 'amount'] as const),
  ...(['claimId', 'insurerClaimNo', 'claimStatus', 'reasons'] as const),
] as const;
export type StatementColumn = (typeof STATEMENT_COLUMNS)[number];

export const LINE_END = '\r\n';

/** The first line of every part. */
export const STATEMENT_HEADER = `${STATEMENT_COLUMNS.join(',')}${LINE_END}`;

/** How the submission of a line's claim stood at the cut-off; empty for a line that is not submitted, an adjustment. */
export interface ClaimMark {
  readonly claimStatus: '' | 'unsubmitted' | 'unknown' | 'pending' | 'accepted' | 'rejected' | 'dead';
  readonly insurerClaimNo: string | null;
}

/** Statuses of which the insurer is not known to have the claim. */
const NOT_WITH_INSURER: ReadonlySet<string> = new Set(['unsubmitted', 'unknown', 'dead']);

export const isUnsubmitted = (claimStatus: string): boolean => NOT_WITH_INSURER.has(claimStatus);

/** A line that the next closing of its insurer took up, because the statement of its business date had been begun without it. */
export interface RowTime {
  readonly isLate: boolean;
}

// a day has a million lines and 1,440 minutes: the beginning of the text is made once for each
let minute: { readonly of: number; readonly text: string } | undefined;
const MINUTE_MS = 60_000;
const MINUTE_LENGTH = '2026-11-21T10:05:'.length;

/** An instant in Asia/Shanghai, to the millisecond. */
function postedText(postedAt: EpochMs): string {
  const of = Math.floor(postedAt / MINUTE_MS);
  if (minute?.of !== of) minute = { of, text: shanghaiInstant(postedAt).slice(0, MINUTE_LENGTH) };
  const within = postedAt - of * MINUTE_MS;
  const millis = String(within % 1_000).padStart(3, '0');
  return `${minute.text}${String(Math.floor(within / 1_000)).padStart(2, '0')}.${millis}+08:00`;
}

/**
 * A line of the book as a record of the file, from its second column on and without its end: its number is known only when all of the
 * day are. Amounts are fen. `businessDate` is the date of the fact, also where the line is late.
 */
export function statementRecord(line: BookLine, claim: ClaimMark, { isLate }: RowTime): string {
  const { original, plan, billed, priorPaid, insurer, patient, writeOff } = line;
  return [
    ...[line.type, line.businessDate, postedText(line.postedAt), csvCell(line.factId)],
    ...[original === null ? '' : csvCell(original.factId), original?.businessDate ?? '', isLate ? 'true' : 'false'],
    ...[csvCell(line.orderNo), csvCell(line.providerId), line.providerKind, line.orderKind],
    ...[csvCell(line.memberId ?? ''), csvCell(line.coverageId ?? '')],
    ...[csvCell(plan?.planId ?? ''), plan === null ? '' : plan.version, line.serviceDate],
    ...[billed, priorPaid, insurer, patient, writeOff, line.direction, line.amount],
    ...[csvCell(line.claimId), csvCell(claim.insurerClaimNo ?? ''), claim.claimStatus, line.reasons.join(' ')],
  ].join(',');
}
