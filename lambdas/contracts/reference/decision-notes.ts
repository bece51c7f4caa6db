import * as answer from '../decision-answer.ts';
import { healthAnswer } from '../health-answer.ts';
import { factAnswer, orderAnswer, refundableLine } from '../order-answer.ts';
import { fieldFault, problemAnswer } from '../problem-answer.ts';
import { traceAnswer, traceFigure, traceStep } from '../trace-answer.ts';
import { noted } from './field-notes.ts';

export const amountNoteFields = {
  billed: ['Fen billed.', 4500],
  priorPaid: ['Fen that earlier payers paid.', 0],
  insurer: ['Fen that insurers pay.', 3500],
  patient: ['Fen that the patient pays.', 1000],
  writeOff: ['Fen that the provider waives by contract.', 0],
} as const;

export const decisionNoteFields = {
  decision: [
    '`declined`: refused, or nothing paid; `approved`: the patient pays nothing; `partial`: both pay.',
    'partial',
  ],
  orderNo: ['Your number of the order.', 'HX20261121000123'],
  coverageId: ['The first coverage that decided; null where none did.', 'C-2026-1'],
  plan: ['The plan version that decided; null where none did.'],
  businessDate: ['The day in Asia/Shanghai on which it was posted; never recomputed.', '2026-11-21'],
  totals: ['Sums over the lines.'],
  shares: ['What each insurer pays of `totals.insurer`.'],
  lines: ['Every line, in `lineNo` order.'],
  reasons: ['Reasons of the whole order, with amount 0; the lines repeat them with their amounts.'],
  accumulators: ['The limits of the plan and of the benefits on the lines, as they stand after the decision.'],
} as const;

export const decisionNotes = {
  Decision: noted(
    answer.decisionAnswer,
    'Every fen of an order and why. On each line and in total `billed = priorPaid + insurer + patient + writeOff`, no term negative, and the amounts of the reasons of a line sum to `billed − priorPaid − insurer`.',
    decisionNoteFields,
  ),
  Quote: noted(answer.quoteAnswer, 'The decision as it would be now, and a token that binds it.', {
    quoteToken: ['Send it with the settlement: the patient then never pays more than quoted.'],
    expiresAt: ['15 minutes from the quote.', '2026-11-21T10:20:00.000+08:00'],
    ...decisionNoteFields,
  }),
  SettledOrder: noted(answer.settlementAnswer, 'A final decision: limits consumed and money booked, or refused.', {
    settlementId: ['Our number of the settlement.'],
    status: [
      '`declined`: refused, nothing consumed. Anything else is `settled`, also where the insurer pays 0.',
      'settled',
    ],
    ...decisionNoteFields,
  }),
  Amounts: noted(answer.amounts, 'Who carries what.', amountNoteFields),
  Share: noted(answer.share, 'What one coverage pays.', {
    coverageId: ['The coverage.', 'C-2026-1'],
    insurerId: ['Its insurer.', 'insurer-a'],
    amount: ['Fen, above 0.', 3500],
  }),
  DecidedLine: noted(answer.decidedLine, 'One line decided.', {
    lineNo: ['Your number of the line.', 1],
    benefitId: ['The benefit that decided it; null where none covers it.', 'consult'],
    ...amountNoteFields,
    shares: ['What each insurer pays of the line.'],
    reasons: ['All reasons, not only the first.'],
  }),
  Reason: noted(answer.reason, 'A coded cause of fen that the insurer does not pay, in both languages.', {
    code: ['One of the reason codes.', 'L505'],
    amount: ['Fen; negative where it raises what the insurer pays.', 1000],
    zh: ['For the patient, in Chinese.', '本次超出年度限额 10.00 元，剩余额度 0 元，2027-01-01 恢复'],
    en: ['For the patient, in English.'],
    rule: ['The rule of the plan that gave it.', 'consult.limits.consult-year'],
    firstDate: ['The first date on which it would not apply.', '2027-01-01'],
  }),
  Accumulator: noted(
    answer.accumulator,
    'One limit as it stands: `max = used + held + remaining`, unless the budget of a pool leaves less or a new version lowered the limit. Fen and orders are integers, quantities decimal strings.',
    {
      limitId: ['The limit, or `deductible` or `out-of-pocket`.', 'consult-year'],
      coverageId: ['The coverage under which it was read.', 'C-2026-1'],
      scope: ['Whose total it is.', 'member'],
      measure: ['What is counted.', 'amount'],
      max: ['The limit.', 50000],
      used: ['Settled.', 50000],
      held: ['Reserved by authorizations.', 0],
      remaining: [
        "Left; of a pool's limit no more than the pool's budget leaves; 0 where a new version lowered the limit below what is used.",
        0,
      ],
      period: ['First and last service date; null for a lifetime.'],
    },
  ),
  Period: noted(answer.period, 'From a date to a date, both inclusive.', {
    from: ['First day.', '2026-01-01'],
    to: ['Last day.', '2026-12-31'],
  }),
  PlanVersion: noted(answer.planVersionAnswer, 'A plan version.', {
    planId: ['The plan.', 'ehealth-direct'],
    version: ['Its version.', 3],
  }),
  OrderRecord: noted(orderAnswer, 'An order as its provider reads it back.', {
    orderNo: ['Your number of the order.', 'HX20261121000123'],
    status: ['What became of it.', 'settled'],
    decision: ['The decision as it was answered; null where only a reversal has come so far.'],
    authorizationId: ['Our number of the authorization, where it came as one.'],
    settlementId: ['Our number of the settlement.'],
    refundable: ['What is left to refund, by line.'],
    facts: ['What happened to the order, in order. Corrections are new facts.'],
    trace: ['With `?trace=true`: how the decision came about.'],
  }),
  RefundableLine: noted(refundableLine, 'What is left to refund of a line.', {
    lineNo: ['Your number of the line.', 1],
    quantity: ['Left of the quantity, as a decimal string.', '1'],
    insurer: ["Fen left of the insurer's part.", 3500],
    patient: ["Fen left of the patient's part.", 1000],
  }),
  Fact: noted(factAnswer, 'One immutable record of what happened to an order.', {
    factId: ['Our number of the fact.'],
    type: [
      '`settlement` and `capture` book money, `reversal` takes it back; an `authorization` holds limits until a `capture`, a `void` or its `expiry`; `decline` is the final refusal; a `tombstone` is a reversal that came before its order; `delivery` is only recorded; an `adjustment` changes what an insurer owes of what was settled, after a dispute.',
      'settlement',
    ],
    postedAt: ['When it was posted.', '2026-11-21T10:05:02.114+08:00'],
    businessDate: ['Its business day.', '2026-11-21'],
    totals: ['What it decided, booked or gave back.'],
    no: ['Your number of the capture, the reversal or the return.', 'CAP-1'],
    cause: ['Why a hold ended, or a settlement was taken back.', 'reversal'],
    expiresAt: ['Of an authorization: until when it holds.'],
    deliveredAt: ['Of a delivery: when the drugs were handed over.'],
    event: ['Of a `waiting` event: its type.', 'order.returned'],
    insurerId: ['Of an adjustment: the insurer whose part of the order it changes.', 'insurer-a'],
    amount: ['Of an adjustment: fen by which it changes what that insurer owes.', 900],
    direction: [
      'Of an adjustment: `credit`, and it owes less; `debit`, and it owes that again, because a part of the order was given back.',
      'credit',
    ],
    outcome: ['Of a waiting event that was `handled` and moved nothing: why.', 'superseded'],
  }),
  Trace: noted(traceAnswer, 'How a decision came about, made again from what is stored.', {
    differences: [
      'The paths at which the decision made again is not the stored one; empty, or something is wrong with the record.',
    ],
    steps: ['Every question to a rule, in the order of docs/plans.md, section 2.'],
    omitted: ['How many steps beyond the 10,000th are left out; ask for one line then.', 0],
  }),
  TraceStep: noted(traceStep, 'One question to one rule.', {
    section: ['The step of the order of decision.', 'C4'],
    step: ['The question; the list is closed.', 'deductible'],
    zh: ['The question in Chinese.', '计入免赔额'],
    en: ['The question in English.', 'What counts toward the deductible?'],
    rule: ['The rule that was asked.', 'plan.deductible'],
    coverageId: ['The coverage under which it was asked.', 'C-2026-1'],
    lineNo: ['The line for which it was asked.', 1],
    asked: ['What the order brought.'],
    against: ['What the rule held against it: a maximum, a rate, a date, or what is left.'],
    answered: ['The answer: an amount, or `passed`, `refused` or `waived`.'],
  }),
  TraceFigure: noted(traceFigure, 'A figure with its unit.', {
    value: ['An integer, a decimal string for a quantity, a date, an instant, or a word.', 3000],
    unit: ['How to read it.', 'fen'],
  }),
  Problem: noted(problemAnswer, 'An error (RFC 9457). It stored nothing and used up no number.', {
    type: ['Leads to the entry of the code in this reference.', '/docs#problem-request.malformed'],
    title: ['The code in words.', 'The request is malformed'],
    status: ['The status again.', 400],
    detail: ['What is wrong with this request, for your log. It names no patient.', 'One field is wrong.'],
    code: ['What to branch on; the list is closed.', 'request.malformed'],
    requestId: ['The same as the header `connector-request-id`; quote it to us.'],
    retry: [
      'What to do next: nothing, repeat the same request, use a new order number, or repeat it after `Retry-After`.',
      'never',
    ],
    errors: [
      'Every bad field of the request, every fault of a plan, or every field that differs from what was sent before; up to 100.',
    ],
    existing: [
      'With `order.conflict`, `plan.conflict`, `formulary.conflict` and `prescription.used`: what is recorded under the number.',
    ],
    quotedPatient: ['With `quote.changed`: fen that the patient was quoted.', 0],
    patient: ['With `quote.changed`: fen that the patient would pay now.', 2000],
  }),
  FieldFault: noted(fieldFault, 'One bad field.', {
    path: ['Where it is; empty for the body as a whole.', 'lines[0].amount'],
    message: ['What is wrong with it; values are never repeated.', 'must be an integer number of fen'],
  }),
  Health: noted(healthAnswer, 'That the connector answers.', {
    status: ['Always `ok`.', 'ok'],
    stage: ['Which stage this is.', 'prod'],
    version: ['The version that runs.', '0.1.0'],
  }),
} as const;
