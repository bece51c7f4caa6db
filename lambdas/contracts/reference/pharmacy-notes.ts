import * as answer from '../pharmacy-answer.ts';
import * as event from '../pharmacy-event.ts';
import { decisionNoteFields } from './decision-notes.ts';
import { noted } from './field-notes.ts';

const orderNo = ['Your number of the order.', 'YF20261121000456'] as const;
const lineNo = ['The number of the line in the order.', 1] as const;

const envelopeFields = {
  occurredAt: ['When it happened. Later deliveries of the same event keep it.', '2026-11-21T11:05:00+08:00'],
  sequence: [
    'Your count of the events of this order, if you keep one. Events that had to wait are applied in its order, or in that of `occurredAt` where one of them has no number.',
    1,
  ],
} as const;

export const pharmacyNotes = {
  OrderSubmitted: noted(event.orderSubmitted, 'An order has come in at the till.', {
    type: ['What happened.', 'order.submitted'],
    ...envelopeFields,
    data: ['The order.'],
  }),
  OrderDispensed: noted(event.orderDispensed, 'Drugs were handed over, to the patient or to a courier.', {
    type: ['What happened.', 'order.dispensed'],
    ...envelopeFields,
    data: ['What was handed over.'],
  }),
  OrderDelivered: noted(event.orderDelivered, 'The courier has delivered.', {
    type: ['What happened.', 'order.delivered'],
    ...envelopeFields,
    data: ['When.'],
  }),
  OrderCancelled: noted(event.orderCancelled, 'The order will not be carried out, or was taken back as a whole.', {
    type: ['What happened.', 'order.cancelled'],
    ...envelopeFields,
    data: ['Why.'],
  }),
  OrderReturned: noted(event.orderReturned, 'Some of it came back.', {
    type: ['What happened.', 'order.returned'],
    ...envelopeFields,
    data: ['What came back.'],
  }),
  Dispensing: noted(event.dispensing, 'What was handed over.', {
    orderNo,
    lines: ['A line that is left out was not handed over. Without `lines`: everything, as it was authorized.'],
  }),
  DispensedLine: noted(event.dispensedLine, 'What was handed over of one line.', {
    lineNo,
    quantity: ['How much, as a decimal string; at most what was ordered.', '2'],
    amount: ['Fen billed for it; at most what was authorized.', 620],
  }),
  Delivery: noted(event.delivery, 'A delivery.', {
    orderNo,
    deliveredAt: ['When it reached the patient.', '2026-11-21T17:40:00+08:00'],
  }),
  Cancellation: noted(event.cancellation, 'A cancellation.', {
    orderNo,
    reason: ['Why, in your words or codes. Do not name the patient.', 'out-of-stock'],
  }),
  GoodsReturn: noted(event.goodsReturn, 'A return of goods.', {
    orderNo,
    returnNo: [
      'Your number of the return, once in the order: the same under another webhook-id is the same return.',
      'TH20261122000007',
    ],
    lines: ['What came back.'],
  }),
  SubmittedOrder: noted(answer.submittedAnswer, 'What an order will be paid when it is dispensed, or its refusal.', {
    authorizationId: ['Our number of the authorization.'],
    status: [
      '`authorized`: the limits are held; `declined`: refused, do not dispense at the insurer’s cost.',
      'authorized',
    ],
    expiresAt: ['Until when the limits are held; three days.', '2026-11-24T11:05:02.114+08:00'],
    ...decisionNoteFields,
  }),
  AppliedEvent: noted(answer.appliedAnswer, 'The event has had its effect.', {
    status: ['Always `applied`.', 'applied'],
    order: ['The order as it stood then.'],
  }),
  SupersededEvent: noted(answer.supersededAnswer, 'The order had gone on already: recorded without effect.', {
    status: ['Always `superseded`.', 'superseded'],
    order: ['The order as it stood when the event came.'],
  }),
  WaitingEvent: noted(answer.waitingAnswer, 'Kept, and applied when the event has come that it waits for.', {
    status: ['Always `waiting`.', 'waiting'],
  }),
} as const;
