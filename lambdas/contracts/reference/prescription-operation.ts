import { prescriptionAnswer, withdrawalAnswer } from '../prescription-answer.ts';
import { prescriptionRequest, withdrawalRequest } from '../prescription.ts';
import type { Operation } from './operation.ts';
import { prescriptionExample, prescriptionRequestExample } from './order-examples.ts';

export const putPrescription: Operation = {
  tag: 'Hospital',
  summary: 'Issue a prescription, or amend it',
  description:
    'Drugs are paid on a prescription that a pharmacist has reviewed (`reviewedBy`), from `issuedAt` until `validUntil`, 72 hours where that is left out. It may be amended, as a whole, until an order takes from it; then its content stays as it is (409 `prescription.used`); so does that of one that has been voided (409 `prescription.voided`). Numbers are unique across hospitals. What regulation forbids is refused when it is issued or amended, every fault named in `errors` (422 `prescription.unlawful`): a review before `issuedAt`, by nobody or by the prescribing doctor, a `validUntil` before `issuedAt`, more than 84 days’ supply, a drug that may not be prescribed online, a child under six without a guardian. A member named by `memberId` need not be enrolled yet.',
  body: { schema: prescriptionRequest, example: prescriptionRequestExample },
  answers: { 201: 'Issued', 200: 'Amended, or the same as before' },
  answer: { schema: prescriptionAnswer, example: prescriptionExample },
  problems: [
    'prescription.out-of-reach',
    'prescription.used',
    'prescription.voided',
    'prescription.unlawful',
    'member.unknown',
    'connector.busy',
  ],
  replays: true,
};

export const voidPrescription: Operation = {
  tag: 'Hospital',
  summary: 'Withdraw a prescription',
  description:
    'From then on nothing is decided or captured on it, and every open hold that uses it is voided. It never races a dispensing: what was captured first stays, and gets an exception, because nothing settled is reversed by itself; what comes later is told so. A second time answers the same.',
  body: { schema: withdrawalRequest, example: { reason: 'wrong-dose' } },
  answers: { 200: 'Voided, now or before' },
  answer: {
    schema: withdrawalAnswer,
    example: {
      ...{ prescriptionNo: 'RX-881', status: 'voided', voidedAt: '2026-11-21T10:30:00.000+08:00' },
      exceptions: [],
    },
  },
  problems: ['prescription.out-of-reach', 'connector.busy'],
  replays: true,
};
