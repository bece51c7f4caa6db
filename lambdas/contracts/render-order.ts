import { shanghaiInstant } from '../domain/calendar.ts';
import type { DecisionFact, OrderFact } from '../domain/fact.ts';
import { isDecision } from '../domain/fact.ts';
import { totalsOf } from '../domain/line-totals.ts';
import type { OrderState } from '../domain/order-state.ts';
import { formatQuantity } from '../domain/quantity.ts';
import type { AuthorizationAnswer, SettlementAnswer } from './decision-answer.ts';
import type { FactAnswer, OrderAnswer } from './order-answer.ts';
import { renderDecision } from './render-decision.ts';

/** Gives a fact its number: the claim, the statement and the provider all name it by this. */
export type FactNumber = (fact: OrderFact) => string;

/** The answer to a settlement. It follows from the fact alone, so a repeated request is answered with the same bytes. */
export function renderSettlement(fact: DecisionFact, factNumber: FactNumber): SettlementAnswer {
  return {
    settlementId: factNumber(fact),
    status: fact.type === 'decline' ? 'declined' : 'settled',
    ...renderDecision(fact.decision, fact.orderNo, fact.businessDate),
  };
}

/** The answer to an authorization, as it was made; what became of it since is the order's. */
export function renderAuthorization(fact: DecisionFact, factNumber: FactNumber): AuthorizationAnswer {
  return {
    authorizationId: factNumber(fact),
    status: fact.type === 'decline' ? 'declined' : 'authorized',
    expiresAt: shanghaiInstant(fact.expiresAt ?? fact.postedAt),
    ...renderDecision(fact.decision, fact.orderNo, fact.businessDate),
  };
}

/** The answer by whichever door the order came. */
export const renderDecided = (fact: DecisionFact, factNumber: FactNumber): SettlementAnswer | AuthorizationAnswer =>
  fact.expiresAt === undefined ? renderSettlement(fact, factNumber) : renderAuthorization(fact, factNumber);

/** An order as its provider reads it back. */
export function renderOrder(state: OrderState, facts: readonly OrderFact[], factNumber: FactNumber): OrderAnswer {
  const { status, decided, refundable } = state;
  const first = facts.find(isDecision);
  const [{ orderNo }] = facts as readonly [OrderFact];
  return {
    orderNo,
    status,
    decision: decided === undefined ? null : renderDecision(decided.decision, orderNo, decided.businessDate),
    ...(first !== undefined && {
      [first.expiresAt === undefined ? 'settlementId' : 'authorizationId']: factNumber(first),
    }),
    refundable: refundable.map((line) => ({ ...line, quantity: formatQuantity(line.quantity) })),
    facts: facts.map((fact) => renderFact(fact, factNumber)),
  };
}

function renderFact(fact: OrderFact, factNumber: FactNumber): FactAnswer {
  const { type, postedAt, businessDate } = fact;
  return {
    ...{ factId: factNumber(fact), type, postedAt: shanghaiInstant(postedAt), businessDate },
    ...renderContent(fact),
  };
}

/** What a fact says of itself beside its kind and its time. */
function renderContent(fact: OrderFact): Partial<FactAnswer> {
  switch (fact.type) {
    case 'settlement':
    case 'decline':
      return { totals: { ...fact.decision.totals } };
    case 'authorization':
      return { totals: { ...fact.decision.totals }, expiresAt: shanghaiInstant(fact.expiresAt ?? fact.postedAt) };
    case 'capture':
      return { totals: { ...totalsOf(fact.lines) }, ...(fact.captureNo !== null && { no: fact.captureNo }) };
    case 'reversal':
      return { totals: { ...totalsOf(fact.lines) }, ...renderCause(fact.cause) };
    case 'void':
      return renderCause(fact.cause);
    case 'tombstone':
      return { no: fact.reversalNo, cause: 'reversal' };
    case 'delivery':
      return { deliveredAt: shanghaiInstant(fact.deliveredAt) };
    case 'waiting':
      return { event: fact.event.type };
    case 'handled':
      return { outcome: fact.outcome };
    case 'expiry':
      return {};
    case 'adjustment': {
      const { amount, direction, billing } = fact;
      return { ...(billing.insurerId !== null && { insurerId: billing.insurerId }), amount, direction };
    }
  }
}

function renderCause(cause: Extract<OrderFact, { type: 'void' }>['cause']): Pick<FactAnswer, 'no' | 'cause'> {
  if (cause.by === 'reversal') return { no: cause.reversalNo, cause: cause.by };
  return cause.by === 'return' ? { no: cause.returnNo, cause: cause.by } : { cause: cause.by };
}
