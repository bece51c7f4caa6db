import { authorizationAnswer } from '../decision-answer.ts';
import * as answer from '../movement-answer.ts';
import * as request from '../movement.ts';
import { authorizationRequest } from '../order.ts';
import { amountNoteFields, decisionNoteFields } from './decision-notes.ts';
import { noted } from './field-notes.ts';
import { orderNoteFields } from './order-notes.ts';

const authorizationId = ['Our number of the authorization.', 'ZFas4hABT_YwX1HCPNnMJ.1'] as const;
const businessDate = ['The day in Asia/Shanghai on which it was posted.', '2026-11-21'] as const;
const movement = {
  totals: ['Sums over the lines.'],
  lines: ['What it moves of each line; lines of which nothing moves are left out.'],
  shares: ['What it moves of each insurer.'],
} as const;

export const movementNotes = {
  Authorization: noted(authorizationRequest, 'An order whose limits are to be held until it is captured.', {
    ...orderNoteFields,
    expiresInSeconds: [
      'How long: 60 seconds to 30 days; 7 days for consults and tests, 3 days for pharmacy orders where left out.',
      604_800,
    ],
  }),
  AuthorizedOrder: noted(authorizationAnswer, 'A decision whose limits are held, or a refusal.', {
    authorizationId,
    status: ['`declined`: refused, nothing held. Anything else is `authorized`.', 'authorized'],
    expiresAt: ['The instant at which the hold ends by itself.', '2026-11-28T10:05:02.114+08:00'],
    ...decisionNoteFields,
  }),
  Capture: noted(request.captureRequest, 'What was really delivered.', {
    captureNo: ['Your own number of the capture, once in an authorization.', 'CAP-1'],
    lines: ['What was delivered; all that is left where left out.'],
    final: ['Whether the rest is released with it; true where left out.', true],
  }),
  CapturedLine: noted(request.capturedLine, 'What was delivered of a line.', {
    lineNo: ['Your number of the line.', 1],
    quantity: ['How many, as a decimal string; all that is left where left out.', '1'],
    amount: ['Fen billed for it.', 4500],
  }),
  CaptureRecord: noted(
    answer.captureAnswer,
    'What a capture booked. With `c` captured so far of `A` authorised each component of a line stands at `round(x × c / A)`; a capture is the difference, so that the last one closes to the fen.',
    {
      captureId: ['Our number of the capture.'],
      captureNo: ['Your number of it.', 'CAP-1'],
      authorizationId,
      status: ['`captured`: nothing is held any more.', 'captured'],
      businessDate,
      ...movement,
    },
  ),
  MovedLine: noted(answer.movedLine, 'What moved of one line; `billed` is the sum of the other four.', {
    lineNo: ['Your number of the line.', 1],
    quantity: ['How many, as a decimal string.', '1'],
    ...amountNoteFields,
    shares: ['What it moves of each insurer.'],
  }),
  Void: noted(request.voidRequest, 'Nothing needs to be said: `{}`.', {}),
  VoidRecord: noted(answer.voidAnswer, 'A hold that was released.', {
    authorizationId,
    orderNo: ['Your number of the order.', 'HX20261121000124'],
    status: ['Always `voided`.', 'voided'],
    voidedAt: ['When it was.', '2026-11-21T10:07:00.000+08:00'],
    businessDate,
  }),
  Reversal: noted(request.reversalRequest, 'What is to be undone.', {
    reversalNo: ['Your own number of the reversal, once in an order.', 'REV-1'],
    reason: ['Why, for the record.', 'patient-request'],
    lines: ['What comes back, by line and quantity; all of it where left out.'],
  }),
  ReturnedLine: noted(request.returnedLine, 'What comes back of a line.', {
    lineNo: ['Your number of the line.', 1],
    quantity: ['How many, as a decimal string.', '1'],
  }),
  ReversalRecord: noted(
    answer.reversalAnswer,
    'What a reversal gave back, in positive amounts; none of them where the order had not arrived. With `r` returned so far of `q` each component of a line stands at `round(x × r / q)`; a reversal is the difference, so that the last one closes to zero.',
    {
      reversalId: ['Our number of the reversal.'],
      reversalNo: ['Your number of it.', 'REV-1'],
      status: [
        '`voided`: nothing had been settled, and the hold is released; `reversed`: nothing is left; `reversed-before-arrival`: the order will be declined when it comes.',
        'reversed',
      ],
      businessDate,
      ...movement,
    },
  ),
} as const;
