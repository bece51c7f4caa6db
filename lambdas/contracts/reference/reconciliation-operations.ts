import { acknowledgementAnswer, acknowledgementRequest } from '../acknowledgement.ts';
import { disputeEntries, disputeListAnswer, disputeListQuery, disputesAnswer } from '../dispute.ts';
import { remittanceAnswer, remittanceRequest } from '../remittance.ts';
import { paymentAdviceQuery, settlementAccountAnswer, settlementAccountQuery } from '../settlement-account.ts';
import type { Operation } from './operation.ts';
import * as examples from './reconciliation-examples.ts';

export const acknowledgeStatement: Operation = {
  tag: 'Insurer',
  summary: 'Acknowledge a statement',
  description:
    'Says that you have the statement, and the very one: `version`, `sha256`, `count` and `net` must be those of its manifest, or the answer is 409 `statement.mismatch` and names those that are not. The first time counts. A statement with lines that is not acknowledged within 24 hours calls our operations.',
  body: { schema: acknowledgementRequest, example: examples.acknowledgementExample },
  answers: { 200: 'Acknowledged, now or before' },
  answer: { schema: acknowledgementAnswer, example: examples.acknowledgedExample },
  problems: ['statement.unknown', 'statement.generating', 'statement.mismatch'],
  replays: true,
};

export const openDisputes: Operation = {
  tag: 'Insurer',
  summary: 'Dispute lines of a statement',
  description:
    'Opens one dispute a line, all or none; at most 100 in a request. `code` is your own; `expectedAmount` is what the line should come to, in fen; without it a debit should come to nothing. The provider is told, and operations decide within seven days (`deadline`). An accepted one becomes an adjustment in a later statement: a line of type `adjustment` with what you owe less; the disputed line stays as it is. Where a part of the order has been given back since, only the rest is adjusted; and of what is given back after an adjustment, you owe the adjusted part again, so that nothing comes back twice. A line is disputed once: the same again is answered as before, other content 409 `dispute.conflict`.',
  body: { list: disputeEntries, example: examples.disputesExample },
  answers: { 201: 'Opened, now or before' },
  answer: { schema: disputesAnswer, example: examples.openedDisputesExample },
  problems: [
    'statement.unknown',
    'statement.generating',
    'statement.line-unknown',
    'dispute.conflict',
    'connector.busy',
  ],
  replays: true,
};

export const listDisputes: Operation = {
  tag: 'Insurer',
  summary: 'List the disputes of a statement',
  description:
    'With their state and owner, by line; `limit` is 1 to 1,000, 1,000 where left out. Where there are more, send `next` back as `after`.',
  query: disputeListQuery,
  answers: { 200: 'The disputes, or none' },
  answer: { schema: disputeListAnswer, example: examples.disputeListExample },
  problems: ['statement.unknown', 'statement.generating'],
};

export const bookRemittance: Operation = {
  tag: 'Insurer',
  summary: 'Tell of a payment',
  description:
    'Books a payment of up to 50 days. An item without `lines` clears what is open of its day as a whole. With `lines` it clears these lines, in the order in which they are named, each with its `amount` or all that is open of it; credits among them are set off against the debits. What is above, and what is for a day that has no published statement, is in suspense. `cleared` is what this payment cleared, `open` how each day stands afterwards: `open = net − remitted`, below 0 where the day gives back. The whole amount counts as `remitted` in the statement of `statementDate`: of today, or of the first day whose closing has not begun. The number stands for its content, for ever.',
  body: { schema: remittanceRequest, example: examples.remittanceExample },
  answers: { 201: 'Booked, now or before' },
  answer: { schema: remittanceAnswer, example: examples.bookedRemittanceExample },
  problems: ['remittance.conflict', 'remittance.too-many', 'statement.line-unknown', 'connector.busy'],
  replays: true,
};

export const readSettlementAccount: Operation = {
  tag: 'Hospital',
  summary: 'See what you are owed',
  description:
    'Your account with each insurer as of the end of `date`, today where left out, by the statements that are published: the last day until then on which anything moved. `closing = opening + debit − credit − paid`, and `owed` is what all of them come to. What is above 0 they owe you. For pharmacies too.',
  query: settlementAccountQuery,
  answers: { 200: 'Your accounts, or none' },
  answer: { schema: settlementAccountAnswer, example: examples.settlementAccountExample },
  problems: [],
};

export const readPaymentAdvice: Operation = {
  tag: 'Hospital',
  summary: 'Download the payment advice of a week',
  description:
    'What a week of ISO 8601, Monday to Sunday, comes to between you and each other side, netted, as CSV (RFC 4180): `week,from,to,insurerId,providerId,lines,debit,credit,net,paid`, in fen. A hospital or a pharmacy has a row for each insurer, an insurer one for each of its providers. `net` is what the week comes to; `paid` what was passed on in it, for whatever days. The same for ever: there is none before the week is over and all of its statements are published (409 `statement.generating`). Texts that a spreadsheet would calculate have an apostrophe before them.',
  query: paymentAdviceQuery,
  answers: { 200: 'The file' },
  answer: { files: ['text/csv'] },
  problems: ['statement.unknown', 'statement.generating'],
};
