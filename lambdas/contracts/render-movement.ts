import { shanghaiInstant } from '../domain/calendar.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { CaptureFact, MovedLine, ReversalFact, TombstoneFact, VoidFact } from '../domain/later-fact.ts';
import { sharesOf, totalsOf } from '../domain/line-totals.ts';
import type { AuthorizationStatus, OrderState } from '../domain/order-state.ts';
import { formatQuantity } from '../domain/quantity.ts';
import type { AuthorizationState, CaptureAnswer, ReversalAnswer, VoidAnswer } from './movement-answer.ts';
import type { FactNumber } from './render-order.ts';

// Every answer follows from facts alone, so that a repeated request is answered with the same bytes.

export function renderCapture(
  fact: CaptureFact & { readonly captureNo: string },
  authorization: DecisionFact,
  factNumber: FactNumber,
): CaptureAnswer {
  return {
    captureId: factNumber(fact),
    captureNo: fact.captureNo,
    authorizationId: factNumber(authorization),
    status: fact.closes ? 'captured' : 'partially-captured',
    businessDate: fact.businessDate,
    ...renderMovement(fact.lines),
  };
}

/** `after`: the order as the reversal left it. */
export function renderReversal(
  fact: ReversalFact | VoidFact,
  reversalNo: string,
  after: Pick<OrderState, 'status'>,
  factNumber: FactNumber,
): ReversalAnswer {
  const reversed = after.status === 'reversed' ? 'reversed' : 'partially-reversed';
  return {
    ...{ reversalId: factNumber(fact), reversalNo },
    status: fact.type === 'void' ? 'voided' : reversed,
    businessDate: fact.businessDate,
    ...renderMovement(fact.type === 'void' ? [] : fact.lines),
  };
}

export function renderTombstone(fact: TombstoneFact, factNumber: FactNumber): ReversalAnswer {
  return { reversalId: factNumber(fact), reversalNo: fact.reversalNo, status: 'reversed-before-arrival' };
}

/** A hold that was ended, by whatever. */
export function renderVoid(
  fact: Pick<VoidFact, 'postedAt' | 'businessDate' | 'orderNo'>,
  authorization: DecisionFact,
  factNumber: FactNumber,
): VoidAnswer {
  const { postedAt, businessDate, orderNo } = fact;
  const authorizationId = factNumber(authorization);
  return { authorizationId, orderNo, status: 'voided', voidedAt: shanghaiInstant(postedAt), businessDate };
}

export function renderAuthorizationState(
  authorization: DecisionFact,
  status: AuthorizationStatus,
  factNumber: FactNumber,
): AuthorizationState {
  const { orderNo, expiresAt, postedAt } = authorization;
  const until = shanghaiInstant(expiresAt ?? postedAt);
  return { authorizationId: factNumber(authorization), orderNo, status, expiresAt: until };
}

function renderMovement(lines: readonly MovedLine[]): Pick<CaptureAnswer, 'totals' | 'lines' | 'shares'> {
  return {
    totals: { ...totalsOf(lines) },
    lines: lines.map(({ lineNo, quantity, billed, priorPaid, insurer, patient, writeOff, shares }) => ({
      ...{ lineNo, quantity: formatQuantity(quantity), billed, priorPaid, insurer, patient, writeOff },
      shares: shares.map((share) => ({ ...share })),
    })),
    shares: sharesOf(lines).map((share) => ({ ...share })),
  };
}
