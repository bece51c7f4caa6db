import * as answer from '../statement-answer.ts';
import { noted } from './field-notes.ts';
import { manifestExample } from './statement-examples.ts';

const { parts, signature, sha256, previousSha256 } = manifestExample;
const [part] = parts;

export const statementNotes = {
  Statements: noted(answer.statementsAnswer, 'Your statements of some days, the oldest first.', {
    from: ['First business date that was asked for.', '2026-11-21'],
    to: ['Last one.', '2026-11-21'],
    statements: ['The manifests of the days that are closed.'],
    next: ['Where not all fit: the date to go on `from`.', '2026-12-24'],
  }),
  Statement: noted(
    answer.manifestAnswer,
    'The manifest of one business day. Amounts are fen. It never changes: what comes later is a line of a later statement.',
    {
      insurerId: ['Whose statement it is.', 'insurer-a'],
      businessDate: ['The day that is closed, in Asia/Shanghai.', '2026-11-21'],
      version: ['Always 1: a statement is never made anew.', 1],
      supersedes: ['Always null, for the same reason.', null],
      schema: ['What the columns are and mean, in both formats.', 'direct-billing-statement/1'],
      opening: ['What you owed after the day before: its `closing`.', 1200],
      closing: ['What you owe: `opening` + `net` − `remitted`.', 5200],
      count: ['Lines of all parts.', 1],
      debit: ['Sum of the lines by which you owe more.', 4000],
      credit: ['Sum of the lines by which you owe less.', 0],
      net: ['`debit` − `credit`; below 0 where more was taken back than settled.', 4000],
      remitted: ['What was booked on this day of your remittances.', 0],
      byType: ['The same sums for each type of line: `settlement`, `capture`, `reversal`, `adjustment`.'],
      byProvider: ['The same for each hospital and pharmacy.'],
      byPlan: ['The same for each `<planId>@<version>`; `-` for lines of orders that another insurer decided.'],
      lateCount: ['Lines that were posted on a day closed before them, marked `late`.', 0],
      unsubmittedCount: [
        'Lines of whose claim you were not known to have it when the day was closed: unsubmitted, unknown or dead.',
        0,
      ],
      sha256: ['SHA-256 of the uncompressed CSV of all parts, one after the other.', sha256],
      previousSha256: [
        'The same of the statement of the day before. Before the first of your chain there is a file of the header alone.',
        previousSha256,
      ],
      parts: ['The files of the statement: up to 5,000 lines each. One at least, with the header.'],
      signature: ['By our own key, over this manifest without `signature` as canonical JSON (RFC 8785).'],
    },
  ),
  Subtotal: noted(answer.subtotalAnswer, 'Sums over some lines, in fen.', {
    count: ['How many lines.', 1],
    debit: ['Sum of those by which you owe more.', 4000],
    credit: ['Sum of those by which you owe less.', 0],
    net: ['`debit` − `credit`.', 4000],
  }),
  StatementPart: noted(answer.partAnswer, 'One file of a statement.', {
    n: ['Its number, from 1 on.', 1],
    format: ['In what the digest is taken. The same lines can be had as NDJSON.', 'text/csv'],
    lines: ['How many lines, without the header.', 1],
    bytes: ['Length of the uncompressed CSV, with its header.', part?.bytes],
    sha256: ['SHA-256 of the same bytes.', sha256],
    href: ['Where it is; sign the request like any other.', part?.href],
  }),
  StatementSignature: noted(answer.signatureAnswer, 'Who says so.', {
    alg: ['Always `ed25519`.', 'ed25519'],
    keyId: ['By which of our keys; you got it when you were onboarded.', signature.keyId],
    value: ['64 bytes in base64.', signature.value],
  }),
} as const;
