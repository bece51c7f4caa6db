import { shanghaiInstant } from '../domain/calendar.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { OrderState } from '../domain/order-state.ts';
import { formatQuantity } from '../domain/quantity.ts';
import type { SettlementAnswer } from './decision-answer.ts';
import type { OrderAnswer } from './order-answer.ts';
import { renderDecision } from './render-decision.ts';

/** Gives a fact its number: the claim, the statement and the provider all name it by this. */
export type FactNumber = (fact: DecisionFact) => string;

/** The answer to a settlement. It follows from the fact alone, so a repeated request is answered with the same bytes. */
export function renderSettlement(fact: DecisionFact, factNumber: FactNumber): SettlementAnswer {
  return {
    settlementId: factNumber(fact),
    status: fact.type === 'settlement' ? 'settled' : 'declined',
    ...renderDecision(fact.decision, fact.order.orderNo, fact.businessDate),
  };
}

/** An order as its provider reads it back. */
export function renderOrder(state: OrderState, facts: readonly DecisionFact[], factNumber: FactNumber): OrderAnswer {
  const { status, decided, refundable } = state;
  return {
    orderNo: decided.order.orderNo,
    status,
    decision: renderDecision(decided.decision, decided.order.orderNo, decided.businessDate),
    settlementId: factNumber(decided),
    refundable: refundable.map((line) => ({ ...line, quantity: formatQuantity(line.quantity) })),
    facts: facts.map((fact) => ({
      factId: factNumber(fact),
      type: fact.type,
      postedAt: shanghaiInstant(fact.postedAt),
      businessDate: fact.businessDate,
      totals: { ...fact.decision.totals },
    })),
  };
}
