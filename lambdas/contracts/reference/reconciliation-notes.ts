import { acknowledgementAnswer, acknowledgementRequest } from '../acknowledgement.ts';
import { disputeAnswer, disputeListAnswer, disputeRequest, disputesAnswer } from '../dispute.ts';
import { clearedDay, openDay, remittanceAnswer, remittanceRequest, remittedItem, remittedLine } from '../remittance.ts';
import { insurerAccount, settlementAccountAnswer } from '../settlement-account.ts';
import type { FieldNote } from './field-notes.ts';
import { noted } from './field-notes.ts';

const mark: Readonly<Record<'version' | 'sha256' | 'count' | 'net', FieldNote>> = {
  version: ["The manifest's.", 1],
  sha256: ["The manifest's: of the uncompressed CSV parts, concatenated."],
  count: ["The manifest's: how many lines.", 3],
  net: ["The manifest's, in fen; below 0 where the day gives back.", 10000],
};

const objection: Readonly<Record<'line' | 'code' | 'expectedAmount' | 'note', FieldNote>> = {
  line: ['Its number in the statement.', 2],
  code: ['Your own code of what is wrong.', 'PRICE'],
  expectedAmount: ['Fen: what the line should come to.', 2000],
  note: [
    'For whoever decides; one line that names no patient. The provider does not see it.',
    'Above the agreed price',
  ],
};

const page: Readonly<Record<'businessDate' | 'disputes', FieldNote>> = {
  businessDate: ['Of the statement.', '2026-11-21'],
  disputes: ['By line.'],
};

export const reconciliationNotes = {
  AcknowledgementRequest: noted(acknowledgementRequest, 'The figures of the statement that you have.', mark),
  Acknowledgement: noted(acknowledgementAnswer, 'That you have a statement.', {
    businessDate: ['Of the statement.', '2026-11-21'],
    ...mark,
    acknowledgedAt: ['When you said so first.', '2026-11-22T09:12:40.000+08:00'],
  }),
  DisputeRequest: noted(disputeRequest, 'What you have against a line.', objection),
  Dispute: noted(disputeAnswer, 'A dispute of one line.', {
    disputeId: ['Our number of it.', 'insurer-a.2026-11-21.2'],
    ...objection,
    state: ['`open` until it is decided, once.', 'open'],
    owner: ['Who has to act, and the provider with whom.'],
    factId: ["The line's fact."],
    orderNo: ["The line's order.", 'HX20261121000124'],
    openedAt: ['When you disputed it.', '2026-11-22T09:14:02.000+08:00'],
    deadline: ['When it should be decided.', '2026-11-29T09:14:02.000+08:00'],
    decidedAt: ['When it was decided.'],
    adjustmentFactId: ['The fact of the adjustment, where it was accepted and anything was left to take off.'],
    adjustedAmount: ['Fen that you owe less by it.', 500],
  }),
  Disputes: noted(disputesAnswer, 'Disputes as they were opened.', page),
  DisputeList: noted(disputeListAnswer, 'The disputes of a statement as they stand.', {
    ...page,
    next: ['Where there are more: send it back as `after`.', 1000],
  }),
  RemittanceRequest: noted(remittanceRequest, 'A payment of yours.', {
    remittanceNo: ['Your number of it.', 'PAY-2026-1123'],
    paidAt: ['When you paid.', '2026-11-23T10:00:00+08:00'],
    items: ['What it pays; each day once, 5,000 lines in all.'],
  }),
  RemittanceItem: noted(remittedItem, 'What of a payment is for one day.', {
    businessDate: ['Of the statement.', '2026-11-21'],
    amount: ['Fen.', 7000],
    lines: ['The lines that it pays: their numbers, or with an amount of each. Left out: the day as a whole.'],
  }),
  RemittanceLine: noted(remittedLine, 'A line that is paid, in part.', {
    line: ['Its number in the statement.', 3],
    amount: ['Fen; without it all that is open of the line. Of a credit: what of it is set off.', 2000],
  }),
  Remittance: noted(remittanceAnswer, 'A payment as it was booked.', {
    remittanceNo: ['Your number of it.', 'PAY-2026-1123'],
    amount: ['Fen, of all items.', 15000],
    statementDate: ['The statement in whose `remitted` it counts.', '2026-11-23'],
    cleared: ['What it cleared; days without a published statement are left out.'],
    open: ['How each of these days stands afterwards.'],
    suspense: ['Fen that nothing asked for.', 500],
  }),
  ClearedDay: noted(clearedDay, 'What a payment cleared of a day.', {
    businessDate: ['Of the statement.', '2026-11-21'],
    amount: ['Fen.', 7000],
    lines: ['Where lines were named: what of each; below 0 where a credit was set off.'],
  }),
  OpenDay: noted(openDay, 'A day after a payment: `open = net − remitted`.', {
    businessDate: ['Of the statement.', '2026-11-21'],
    net: ["The statement's, in fen.", 10000],
    remitted: ['Fen that cleared it so far.', 7000],
    open: ['Fen; below 0 where the day gives back.', 3000],
  }),
  SettlementAccount: noted(settlementAccountAnswer, 'What insurers owe you.', {
    providerId: ['You.', 'hospital-a'],
    date: ['As of the end of this date.', '2026-11-23'],
    owed: ['Fen that all insurers owe together.', 3000],
    insurers: ['Your account with each.'],
  }),
  InsurerAccount: noted(insurerAccount, 'An account with an insurer: `closing = opening + debit − credit − paid`.', {
    insurerId: ['The insurer.', 'insurer-a'],
    businessDate: ['The last day until then on which anything moved.', '2026-11-23'],
    opening: ['Fen owed before it.', 17500],
    count: ['Lines of the day.', 0],
    debit: ['Fen that the insurer owes more by them.', 0],
    credit: ['Fen that it owes less by them, by returns and adjustments.', 0],
    paid: ['Fen that were passed on to you.', 14500],
    closing: ['Fen owed after it.', 3000],
  }),
} as const;
