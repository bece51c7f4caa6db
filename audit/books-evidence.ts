import type { AnswerEvidence } from './answers.ts';
import type { BookedLine } from './books/booked-line.ts';
import type { IndexPlace } from './books/indexed-place.ts';
import type { ClaimException, ClaimTimer } from './claims/claim-evidence.ts';
import type { Disputed } from './disputes/dispute-evidence.ts';
import type { Evidence } from './evidence.ts';
import type { TakenWebhook } from './judge-answers.ts';
import type { AccountDay, Clearing, Remittance, Remitted } from './remittances/remittance-evidence.ts';
import type { Acknowledged, ChainHead } from './statements/chain-evidence.ts';
import type { LateNote } from './statements/late-note.ts';
import type { StatementDay, StatementLine, StatementLink, StatementRows } from './statements/statement-evidence.ts';

/** Everything that books, claims, statements and payments are judged by, beside the facts. */
export type BooksEvidence =
  | AccountDay
  | Acknowledged
  | AnswerEvidence
  | BookedLine
  | ChainHead
  | ClaimException
  | ClaimTimer
  | Clearing
  | Disputed
  | IndexPlace
  | LateNote
  | Remittance
  | Remitted
  | StatementDay
  | StatementLine
  | StatementLink
  | StatementRows
  | TakenWebhook;

type Of<Kind> = Extract<BooksEvidence, { readonly kind: Kind }>;

export const ofKind = <Kind extends BooksEvidence['kind']>(
  evidence: readonly Evidence[],
  kind: Kind,
): readonly Of<Kind>[] => evidence.filter((one): one is Of<Kind> => one.kind === kind);
