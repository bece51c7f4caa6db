import * as answer from '../member-decisions-answer.ts';
import { amountNoteFields } from './decision-notes.ts';
import { noted } from './field-notes.ts';

export const memberDecisionsNotes = {
  MemberDecisions: noted(
    answer.memberDecisionsAnswer,
    'What you have had decided for a member. Only your own orders.',
    {
      memberId: ['The member that was asked for. Of one that you never served there are no decisions.', 'M-1001'],
      from: ['First business date of the decisions.', '2026-08-24'],
      to: ['Last one.', '2026-11-21'],
      decisions: ['The newest first, by the minute in which an order was first decided.'],
      next: ['Send it back as `cursor` for the page after this one; absent on the last.'],
    },
  ),
  MemberDecision: noted(
    answer.memberDecision,
    'One order as its patient may be shown it: nothing of an identity, a diagnosis or a doctor is in it.',
    {
      orderNo: ['Your number of the order.', 'HX20261121000123'],
      kind: ['What was billed.', 'consult'],
      serviceDate: ['When the service was given, in Asia/Shanghai.', '2026-11-21'],
      status: ['What became of it.', 'settled'],
      statusText: ['The same for the patient.'],
      statusDate: ['Since when; a business date.', '2026-11-21'],
      authorizationId: ['Our number of the authorization, where it came as one.'],
      settlementId: ['Our number of the settlement.'],
      expiresAt: ['When its hold ends, or ended unused.', '2026-11-28T10:05:02.114+08:00'],
      comesTo: [
        'Who carries what, for the patient to reckon with; `patient` is what there is to pay. As decided while it is held and where it was declined, as `paid` otherwise; nothing where it was reversed before it arrived.',
      ],
      paid: ['What is settled now, after captures and reversals.'],
      lines: ['The lines in your words; what was decided of them is in `decision.lines`.'],
      refundable: ['What is left to refund, by line.'],
      limits: ['When each of `decision.accumulators` is whole again, in the same order.'],
      decision: ['The decision as it was answered, with every reason in both languages.'],
    },
  ),
  StatusText: noted(answer.statusTexts, 'What a status means, in both languages.', {
    zh: ['In Chinese.', '已结算'],
    en: ['In English.', 'Settled'],
  }),
  ExplainedLine: noted(answer.explainedLine, 'One line as it was billed.', {
    lineNo: ['Your number of the line.', 1],
    category: ['What the line is.', 'consult'],
    name: ['The item as the patient knows it.', '视频复诊'],
    quantity: ['How many were billed, as a decimal string.', '1'],
    paid: ['What is settled of it now.'],
  }),
  PaidLine: noted(answer.paidLine, 'What is settled of a line now, after captures and reversals.', {
    quantity: ['How many, as a decimal string.', '1'],
    ...amountNoteFields,
  }),
  LimitRenewal: noted(answer.limitRenewalAnswer, 'When a limit is whole again.', {
    limitId: ['The limit.', 'consult-year'],
    coverageId: ['The coverage under which it was read.', 'C-2026-1'],
    per: ['How long it counts. A `rolling` limit counts any so many days in a row, and comes back day by day.', 'year'],
    renewedOn: ['The first day of its next period; absent for a lifetime and for a rolling limit.', '2027-01-01'],
  }),
} as const;
