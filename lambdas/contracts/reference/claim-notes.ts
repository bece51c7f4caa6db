import { claimResultRequest, claimStateAnswer } from '../claim-answer.ts';
import { noted } from './field-notes.ts';

const numberNote = ['Your number of the claim; the statement repeats it.', 'IC-00000412'] as const;

export const claimNotes = {
  ClaimResult: noted(claimResultRequest, 'Your final answer to a claim.', {
    status: ['Whether you accept it.', 'accepted'],
    insurerClaimNo: numberNote,
    reason: ['Why, in your words: it is kept with the claim, and no patient belongs in it.', 'policy lapsed'],
  }),
  Claim: noted(claimStateAnswer, 'One submission, and what became of it.', {
    claimId: ['The id under which it is submitted, and its `Idempotency-Key`.', 'ZFas4hABT_YwX1HCPNnMJ.1'],
    type: ['A capture is a settlement.', 'settlement'],
    originalClaimId: ['Of a reversal: the claim that it takes back.', 'ZFas4hABT_YwX1HCPNnMJ.1'],
    orderNo: ['The provider’s number of the order.', 'HX20261121000123'],
    factId: ['The fact that it tells of, as the statement names it.', 'ZFas4hABT_YwX1HCPNnMJ.1'],
    businessDate: ['In whose statement it is a line, unless it came too late for that.', '2026-11-21'],
    amount: ['Fen; your share, and what the line of the statement says.', 3500],
    status: ['How it stands.', 'accepted'],
    insurerClaimNo: numberNote,
    reason: ['In your words.', 'policy lapsed'],
    attempts: ['How often you were sent it or asked about it.', 1],
    submittedAt: ['When you were first sent it.', '2026-11-21T10:05:02.390+08:00'],
    answeredAt: ['When your final answer came.', '2026-11-21T10:05:02.390+08:00'],
    nextAttemptAt: ['When you will be sent it, or asked about it, again.', '2026-11-21T10:06:00.000+08:00'],
    lastFailure: ['Why the last attempt was not answered: the status of your answer, or what else it was.', 503],
  }),
} as const;
