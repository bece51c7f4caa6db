import type { ClaimResultRequest, ClaimStateAnswer } from '../claim-answer.ts';
import { claimResultRequest, claimStateAnswer } from '../claim-answer.ts';
import type { Operation } from './operation.ts';
import { settledExample } from './order-examples.ts';

export const claimResultExample: ClaimResultRequest = { status: 'accepted', insurerClaimNo: 'IC-00000412' };

export const answeredClaimExample: ClaimStateAnswer = {
  ...{ claimId: settledExample.settlementId, type: 'settlement', orderNo: settledExample.orderNo },
  ...{ factId: settledExample.settlementId, businessDate: '2026-11-21', amount: 3_500 },
  ...{ status: 'accepted', insurerClaimNo: 'IC-00000412', attempts: 1 },
  ...{ submittedAt: '2026-11-21T10:05:02.390+08:00', answeredAt: '2026-11-21T10:05:02.390+08:00' },
};

const readClaim: Operation = {
  tag: 'Insurer',
  summary: 'Read how a claim stands',
  description:
    'One submission to you, by the `claimId` that it had. `unsubmitted`: you do not have it. `unknown`: you may have it, and we have no answer. `pending`: you have it and have not decided. `dead`: it was given up and somebody looks at it. Another insurer’s claims do not exist for you.',
  answers: { 200: 'The claim' },
  answer: { schema: claimStateAnswer, example: answeredClaimExample },
  problems: ['claim.unknown'],
};

const postClaimResult: Operation = {
  tag: 'Insurer',
  summary: 'Answer a claim',
  description:
    'The answer to a claim that you took and called `pending`; it may also come while we have no answer of yours at all. Your first final answer stands: the same again changes nothing, a later one that says otherwise is refused (409 `claim.answered`, with the claim in `existing`) and looked at by a person. Two answers are the same where `status` is and where neither names another `insurerClaimNo`.',
  body: { schema: claimResultRequest, example: claimResultExample },
  answers: { 200: 'Taken, now or before' },
  answer: { schema: claimStateAnswer, example: answeredClaimExample },
  problems: ['claim.unknown', 'claim.answered'],
  replays: true,
};

export const claims = { readClaim, postClaimResult };
