import { authorizationAnswer } from '../decision-answer.ts';
import { captureAnswer, reversalAnswer, voidAnswer } from '../movement-answer.ts';
import { captureRequest, reversalRequest, voidRequest } from '../movement.ts';
import { authorizationRequest } from '../order.ts';
import * as example from './movement-examples.ts';
import type { Operation } from './operation.ts';

export const authorizeOrder: Operation = {
  tag: 'Hospital',
  summary: 'Hold the limits of an order',
  description:
    'Decides every line and holds what it takes of the limits until it is captured, voided or expires. A hold ends at its instant (`expiresAt`), whether anybody asks or not. The order number is the key, as for a settlement; the same number settled is another content (409).',
  body: { schema: authorizationRequest, example: example.authorizationRequestExample },
  answers: { 201: 'Decided, now or when the order first came' },
  answer: { schema: authorizationAnswer, example: example.authorizedExample },
  problems: ['order.conflict', 'order.too-many-totals', 'order.too-many-holds', 'connector.busy'],
  replays: true,
};

export const captureAuthorization: Operation = {
  tag: 'Hospital',
  summary: 'Settle what was delivered of an authorization',
  description:
    'Never decides again: each amount stands in proportion to what was authorised. Partial captures are allowed (`final: false`); the last one releases the rest in the same write. A line that was trimmed by a prescription or a quantity limit is captured from its kept part first.',
  body: { schema: captureRequest, example: example.captureRequestExample },
  answers: { 201: 'Captured, now or before' },
  answer: { schema: captureAnswer, example: example.capturedExample },
  problems: [
    'authorization.unknown',
    'authorization.captured',
    'authorization.voided',
    'authorization.expired',
    'authorization.declined',
    'order.conflict',
    'capture.exceeds-authorized',
    'order.too-many-facts',
    'connector.busy',
  ],
  replays: true,
};

export const voidAuthorization: Operation = {
  tag: 'Hospital',
  summary: 'Release what an authorization still holds',
  description: 'Captures made stay. A second time answers the same, also where something else has ended the hold.',
  body: { schema: voidRequest, example: {} },
  answers: { 200: 'Released, now or before' },
  answer: { schema: voidAnswer, example: example.voidedExample },
  problems: [
    'authorization.unknown',
    'authorization.captured',
    'authorization.expired',
    'authorization.declined',
    'order.too-many-facts',
    'connector.busy',
  ],
  replays: true,
};

export const reverseOrder: Operation = {
  tag: 'Hospital',
  summary: 'Undo an order, whole or in part',
  description:
    'By your own order number, so that it also undoes an order whose answer you never saw. Without `lines` whatever happened is undone: what is held is released, what is settled is given back to the limits and periods it came from. With `lines` that much of them is refunded. An order that has not arrived is answered 200, and declined with T714 when it comes. A return before the final capture ends the authorization.',
  body: { schema: reversalRequest, example: example.reversalRequestExample },
  answers: { 201: 'Undone, now or before', 200: 'The order has not arrived: it will be declined' },
  answer: { schema: reversalAnswer, example: example.reversedExample },
  problems: [
    'order.conflict',
    'order.reversed',
    'order.declined',
    'authorization.voided',
    'authorization.expired',
    'reversal.exceeds-settled',
    'reversal.not-settled',
    'order.too-many-facts',
    'connector.busy',
  ],
  replays: true,
};
