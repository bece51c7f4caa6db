import type { OrderFact } from '../lambdas/domain/fact.ts';
import { ofKind } from './books-evidence.ts';
import { judgeBook } from './books/judge-book.ts';
import { judgeEntries } from './books/judge-entries.ts';
import { linesOfOrder } from './books/lines-of-order.ts';
import { stepOf } from './books/order-step.ts';
import { judgeClaims } from './claims/judge-claims.ts';
import { judgeDisputes } from './disputes/judge-disputes.ts';
import type { Evidence } from './evidence.ts';
import type { InsurerStanding } from './insurer-standing.ts';
import { judgeAnswers } from './judge-answers.ts';
import type { Judging } from './judges/judging.ts';
import { judgeAccounts } from './remittances/judge-accounts.ts';
import { judgePaidLines } from './remittances/judge-paid-lines.ts';
import { judgeRemittances } from './remittances/judge-remittances.ts';
import { judgeChain } from './statements/judge-chain.ts';
import { judgeDay } from './statements/judge-day.ts';
import { judgeLines } from './statements/judge-lines.ts';
import type { SealKey } from './statements/manifest.ts';

/** What books, claims, statements and payments are judged by, beside the evidence. */
export interface BooksContext {
  readonly insurers: ReadonlyMap<string, InsurerStanding>;
  /** whether the files of statements were read: without them nothing is said of statements, disputes and accounts */
  readonly hasFiles: boolean;
  /** undefined: signatures are not looked at */
  readonly key: SealKey | undefined;
}

/** Judges what is in books and statements of an order; `facts` in their sequence. */
export function judgeOrderBooks(
  about: string,
  evidence: readonly Evidence[],
  facts: readonly OrderFact[],
  { books, now, settledFor, verdicts }: Judging,
): void {
  const steps = facts.map(stepOf);
  const answers = ofKind(evidence, 'answer').map(({ answer }) => answer);
  judgeAnswers(about, { answers, steps, webhooks: ofKind(evidence, 'taken-webhook') }, verdicts);
  const expected = linesOfOrder(steps);
  judgeEntries(about, steps, expected, verdicts);
  if (books === undefined) return;
  const booked = ofKind(evidence, 'booked-line');
  const published = ofKind(evidence, 'statement-line');
  const order = { about, expected, booked, published, now, settledBefore: now - settledFor, insurers: books.insurers };
  judgeBook({ ...order, places: ofKind(evidence, 'index-place') }, verdicts);
  const [timers, exceptions] = [ofKind(evidence, 'claim-timer'), ofKind(evidence, 'claim-exception')];
  judgeClaims({ ...order, timers, exceptions }, verdicts);
  if (!books.hasFiles) return;
  judgeLines({ ...order, notes: ofKind(evidence, 'late-note') }, verdicts);
  judgeDisputes(about, { steps, disputes: ofKind(evidence, 'disputed'), published }, verdicts);
}

/** Judges one day of an insurer. */
export function judgeStatement(about: string, evidence: readonly Evidence[], { books, verdicts }: Judging): void {
  if (books?.hasFiles !== true) return;
  const days = ofKind(evidence, 'statement-day');
  for (const day of days) judgeDay(day, books.key, verdicts);
  const [, insurerId = '', date = ''] = about.split(' ');
  // what lies before the chain had no business, and is told so
  const isInChain = date >= (books.insurers.get(insurerId)?.first ?? '');
  if (days.length === 0 && isInChain && ofKind(evidence, 'acknowledged').length > 0) {
    verdicts.find({ invariant: 'statements-tie', about, says: 'it was acknowledged and is not there' });
  }
  judgePaidLines(about, ofKind(evidence, 'statement-rows'), ofKind(evidence, 'clearing'), verdicts);
}

/** Judges the days of an insurer together, and what it has paid. What is published while they are read is left out. */
export function judgeInsurer(about: string, evidence: readonly Evidence[], { books, verdicts }: Judging): void {
  if (books?.hasFiles !== true) return;
  const published = books.insurers.get(about.slice('insurer '.length))?.published ?? '';
  const [head] = ofKind(evidence, 'chain-head');
  const all = ofKind(evidence, 'statement-link');
  const links = all.filter(({ date }) => date <= published);
  if (head === undefined) judgeChain(about, undefined, all, verdicts);
  else judgeChain(about, { first: head.first, published }, links, verdicts);
  const payments = {
    ...{ about, links, published, remittances: ofKind(evidence, 'remittance') },
    ...{ remitted: ofKind(evidence, 'remitted'), clearings: ofKind(evidence, 'clearing') },
  };
  judgeRemittances(payments, verdicts);
  judgeAccounts(payments, ofKind(evidence, 'account-day'), verdicts);
}
