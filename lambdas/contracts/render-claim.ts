import type { BookLine } from '../domain/book-line.ts';
import { shanghaiInstant } from '../domain/calendar.ts';
import type { ClaimState } from '../domain/claim.ts';
import { answeredAt } from '../domain/claim.ts';
import type { OrderFact } from '../domain/fact.ts';
import { isDecision } from '../domain/fact.ts';
import { movedDecision } from '../domain/moved-decision.ts';
import type { ClaimStateAnswer } from './claim-answer.ts';
import { renderDecision } from './render-decision.ts';

/** A claim as its insurer is sent it: from facts alone, so that it reads the same however often it is sent. */
export function renderClaim(line: BookLine, facts: readonly OrderFact[]): object {
  const { claimId, original, orderNo, memberId, businessDate } = line;
  return {
    ...{ claimId, type: claimType(line) },
    ...(original !== null && { originalClaimId: original.claimId }),
    ...{ orderNo, member: { memberId } },
    decision: renderDecision(decisionOf(line, facts), orderNo, businessDate),
    businessDate,
  };
}

/** What its insurer is told of a claim when it asks. */
export function renderClaimState(line: BookLine, state: ClaimState): ClaimStateAnswer {
  const { claimId, original, orderNo, factId, businessDate, amount } = line;
  const { status, insurerClaimNo, reason, attempted: attempts, submittedAt, nextAt, failure } = state;
  const answered = answeredAt(state);
  return {
    ...{ claimId, type: claimType(line) },
    ...(original !== null && { originalClaimId: original.claimId }),
    ...{ orderNo, factId, businessDate, amount, status },
    ...(insurerClaimNo !== undefined && { insurerClaimNo }),
    ...(reason !== undefined && { reason }),
    attempts,
    ...(submittedAt !== undefined && { submittedAt: shanghaiInstant(submittedAt) }),
    ...(answered !== undefined && { answeredAt: shanghaiInstant(answered) }),
    ...(nextAt !== undefined && { nextAttemptAt: shanghaiInstant(nextAt) }),
    ...(failure !== undefined && { lastFailure: failure }),
  };
}

const claimType = ({ type }: BookLine): 'settlement' | 'reversal' => (type === 'reversal' ? 'reversal' : 'settlement');

/** Limits are a member's own: an insurer is told of those of its coverage alone. */
function decisionOf({ sequence, coverageId }: BookLine, facts: readonly OrderFact[]) {
  const decided = facts.findLast((fact) => isDecision(fact) && fact.sequence <= sequence);
  const fact = facts.find((one) => one.sequence === sequence);
  if (decided === undefined || !isDecision(decided) || fact === undefined) throw new Error('a claim without its fact');
  const { decision } = decided;
  if (fact.type === 'capture' || fact.type === 'reversal') return movedDecision(decision, fact.lines);
  return { ...decision, accumulators: decision.accumulators.filter((one) => one.coverageId === coverageId) };
}
