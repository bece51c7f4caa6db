import type { OrderFact } from '../lambdas/domain/fact.ts';
import { ofKind } from './books-evidence.ts';
import { judgeBook } from './books/judge-book.ts';
import { judgeEntries } from './books/judge-entries.ts';
import { linesOfOrder } from './books/lines-of-order.ts';
import { stepOf } from './books/order-step.ts';
import { judgeClaims } from './claims/judge-claims.ts';
import { judgeDisputes } from './disputes/judge-disputes.ts';
import type { Evidence } from './evidence.ts';
import type { Verdicts } from './finding.ts';
import type { InsurerStanding } from './insurer-standing.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeAccounts } from './remittances/judge-accounts.ts';
import { judgePaidLines } from './remittances/judge-paid-lines.ts';
import { judgeRemittances } from './remittances/judge-remittances.ts';
import { judgeChain } from './statements/judge-chain.ts';
import { judgeDay } from './statements/judge-day.ts';
import { judgeLines } from './statements/judge-lines.ts';
import type { SealKey } from './statements/manifest.ts';

/** What is judged by, beside the evidence. */
export interface BooksContext {
  /** of the product, epoch milliseconds */
  readonly now: number;
  /** what is younger is not expected to be complete; `now`: nothing is under way any more */
  readonly settledBefore: number;
  readonly insurers: ReadonlyMap<string, InsurerStanding>;
  /** undefined: signatures are not looked at */
  readonly key: SealKey | undefined;
}

/** Judges what there is about one thing: an order, of which `facts` are given in their sequence, a day of an insurer, or an insurer. */
export function judgeBooks(
  about: string,
  evidence: readonly Evidence[],
  facts: readonly OrderFact[],
  context: BooksContext,
  verdicts: Verdicts,
): void {
  if (about.startsWith('order ')) judgeOrder(about, evidence, facts, context, verdicts);
  if (about.startsWith('statement ')) judgeStatement(about, evidence, context, verdicts);
  if (about.startsWith('insurer ')) judgeInsurer(about, evidence, verdicts);
}

function judgeOrder(
  about: string,
  evidence: readonly Evidence[],
  facts: readonly OrderFact[],
  context: BooksContext,
  verdicts: Verdicts,
): void {
  const steps = facts.map(stepOf);
  const expected = linesOfOrder(steps);
  const booked = ofKind(evidence, 'booked-line');
  const published = ofKind(evidence, 'statement-line');
  const order = { about, expected, booked, published, ...context };
  judgeBook({ ...order, places: ofKind(evidence, 'index-place') }, verdicts);
  judgeEntries(about, steps, expected, verdicts);
  judgeLines({ ...order, notes: ofKind(evidence, 'late-note') }, verdicts);
  judgeDisputes(about, { steps, disputes: ofKind(evidence, 'disputed'), published }, verdicts);
  const [timers, exceptions] = [ofKind(evidence, 'claim-timer'), ofKind(evidence, 'claim-exception')];
  judgeClaims({ ...order, timers, exceptions }, verdicts);
  const answers = ofKind(evidence, 'answer').map(({ answer }) => answer);
  judgeAnswers(about, { answers, steps, webhooks: ofKind(evidence, 'taken-webhook') }, verdicts);
}

function judgeStatement(about: string, evidence: readonly Evidence[], { key }: BooksContext, verdicts: Verdicts): void {
  const days = ofKind(evidence, 'statement-day');
  for (const day of days) judgeDay(day, key, verdicts);
  if (days.length === 0 && ofKind(evidence, 'acknowledged').length > 0) {
    verdicts.find({ invariant: 'statements-tie', about, says: 'it was acknowledged and is not there' });
  }
  judgePaidLines(about, ofKind(evidence, 'statement-rows'), ofKind(evidence, 'clearing'), verdicts);
}

function judgeInsurer(about: string, evidence: readonly Evidence[], verdicts: Verdicts): void {
  const [head] = ofKind(evidence, 'chain-head');
  const links = ofKind(evidence, 'statement-link');
  judgeChain(about, head, links, verdicts);
  const payments = {
    ...{ about, links, published: head?.published ?? '', remittances: ofKind(evidence, 'remittance') },
    ...{ remitted: ofKind(evidence, 'remitted'), clearings: ofKind(evidence, 'clearing') },
  };
  judgeRemittances(payments, verdicts);
  judgeAccounts(payments, ofKind(evidence, 'account-day'), verdicts);
}
