import * as answer from '../pharmacy-answer.ts';
import * as event from '../pharmacy-event.ts';
import type { Operation } from './operation.ts';
import * as examples from './pharmacy-examples.ts';

export const receivePharmacyEvent: Operation = {
  tag: 'Pharmacy',
  summary: 'Tell what happens to an order',
  description:
    'A webhook for each step of an order of drugs, signed by Standard Webhooks (see the section on webhooks), answered when its effect is durable. `order.submitted` decides the order and holds its limits; `order.dispensed` settles what was handed over, and ends the hold; `order.delivered` is recorded; `order.cancelled` releases the hold, or reverses what was settled; `order.returned` reverses the lines that came back. Events may repeat, arrive late and in any order: one whose predecessor is missing waits for it and is then applied, one that the order has overtaken is recorded without effect. The end is the same.',
  body: {
    events: [
      { schema: event.orderSubmitted, example: examples.submittedExample },
      { schema: event.orderDispensed, example: examples.dispensedExample },
      { schema: event.orderDelivered, example: examples.deliveredExample },
      { schema: event.orderCancelled, example: examples.cancelledExample },
      { schema: event.orderReturned, example: examples.returnedExample },
    ],
  },
  answers: { 200: 'Decided, applied, or superseded', 202: 'Waiting for an event that comes before it' },
  answer: {
    kinds: [
      { status: 200, name: 'submitted', schema: answer.submittedAnswer, example: examples.submittedAnswerExample },
      { status: 200, name: 'applied', schema: answer.appliedAnswer, example: examples.appliedExample },
      { status: 200, name: 'superseded', schema: answer.supersededAnswer, example: examples.supersededExample },
      { status: 202, name: 'waiting', schema: answer.waitingAnswer, example: examples.waitingExample },
    ],
  },
  problems: [
    'webhook.conflict',
    'order.conflict',
    'capture.exceeds-authorized',
    'reversal.exceeds-settled',
    'order.too-many-totals',
    'order.too-many-holds',
    'order.too-many-facts',
    'connector.busy',
  ],
  replays: true,
};
