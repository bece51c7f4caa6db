import type { Correction } from './adjustment.ts';
import type { BookLine } from './book-line.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import { DAY_MS } from './calendar.ts';
import type { Fen } from './money.ts';
import type { Timer } from './timer.ts';

export const DISPUTE_STATES = ['open', 'accepted', 'rejected'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** Which line of which published statement. There is at most one dispute of it. */
export interface DisputeRef {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  /** its number, from 1 on */
  readonly line: number;
}

/** What an insurer has against a line. */
export interface Objection {
  /** the insurer's own */
  readonly code: string;
  /** fen: what the line should come to; undefined: nothing, or what is agreed on */
  readonly expectedAmount: Fen | undefined;
  readonly note: string | undefined;
}

/** What the line says. */
export type DisputedContent = Pick<BookLine, 'factId' | 'claimId' | 'providerId' | 'orderNo' | 'direction' | 'amount'>;

export interface DisputeResolution {
  readonly state: 'accepted' | 'rejected';
  readonly note: string;
  readonly resolvedBy: string;
  readonly resolvedAt: EpochMs;
  /** the fact that an acceptance brought about; undefined: nothing was left to take off, or it was rejected */
  readonly adjustment: { readonly factId: string; readonly amount: Fen } | undefined;
}

/** One line of a statement that its insurer does not agree to. It is never an edit: what is accepted becomes a fact of a later day. */
export interface Dispute {
  readonly ref: DisputeRef;
  readonly objection: Objection;
  readonly content: DisputedContent;
  readonly openedAt: EpochMs;
  readonly resolution: DisputeResolution | undefined;
}

/** Within this time operations decide, after they have heard the provider. */
const ANSWERED_WITHIN_MS = 7 * DAY_MS;

export const disputeDeadline = ({ openedAt }: Pick<Dispute, 'openedAt'>): EpochMs => openedAt + ANSWERED_WITHIN_MS;

export const disputeState = ({ resolution }: Dispute): DisputeState => resolution?.state ?? 'open';

export const isOverdue = (dispute: Dispute, now: EpochMs): boolean =>
  disputeState(dispute) === 'open' && now >= disputeDeadline(dispute);

const DISPUTE_ID = /^([A-Za-z0-9_.-]+)\.(\d{4}-\d\d-\d\d)\.([1-9]\d{0,8})$/;

/** A dispute as one text, for people to type. */
export const disputeId = ({ insurerId, businessDate, line }: DisputeRef): string =>
  `${insurerId}.${businessDate}.${line}`;

/** Undefined where the text is no dispute's id. */
export function parseDisputeId(text: string): DisputeRef | undefined {
  const [, insurerId, businessDate, line] = DISPUTE_ID.exec(text) ?? [];
  if (insurerId === undefined || businessDate === undefined) return undefined;
  return { insurerId, businessDate, line: Number(line) };
}

/** When somebody looks whether a dispute has been decided. */
export const disputeTimer = (dispute: Dispute): Timer => ({
  ...{ kind: 'dispute-deadline', dueAt: disputeDeadline(dispute), id: disputeId(dispute.ref) },
});

/**
 * What an accepted dispute corrects. `agreed`: what was agreed on instead of what the insurer expects. Undefined where nobody says what
 * a line of what was given back should come to; a debit that nobody says anything of should come to nothing.
 */
export function correctionFor(
  { ref, objection, content }: Dispute,
  sequence: number,
  agreed: Fen | undefined,
): Correction | undefined {
  const { insurerId, ...disputed } = ref;
  const { direction, amount } = content;
  const expectedAmount = agreed ?? objection.expectedAmount ?? (direction === 'debit' ? 0 : undefined);
  if (expectedAmount === undefined) return undefined;
  return { line: { insurerId, sequence, direction, amount }, disputed, expectedAmount };
}

/** Whether a correction would have the insurer owe less, whatever is left of the order: an acceptance that does not is a mistake. */
export const lowersWhatIsOwed = ({ line, expectedAmount }: Correction): boolean =>
  line.direction === 'debit' ? expectedAmount < line.amount : expectedAmount > line.amount;
