import { shanghaiDate, shanghaiInstant } from '../domain/calendar.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import type { DecisionFact, OrderFact } from '../domain/fact.ts';
import { isDecision } from '../domain/fact.ts';
import type { MovedLine } from '../domain/later-fact.ts';
import { limitRenewal } from '../domain/limit-renewal.ts';
import type { Order } from '../domain/order.ts';
import { serviceDate } from '../domain/order.ts';
import { orderNow } from '../domain/order-now.ts';
import type { OrderState } from '../domain/order-state.ts';
import { formatQuantity } from '../domain/quantity.ts';
import { statusText } from '../domain/status-text.ts';
import type { MemberDecision } from './member-decisions-answer.ts';
import { renderDecision } from './render-decision.ts';
import type { FactNumber } from './render-order.ts';

/** An order that has come. */
export type DecidedOrder = OrderState & { readonly decided: DecisionFact };

/** A decided order as its patient may be shown it. Nothing of an identity, a diagnosis or a doctor is among it. */
export function renderMemberDecision(
  state: DecidedOrder,
  facts: readonly OrderFact[],
  factNumber: FactNumber,
): MemberDecision {
  const { status, decided, refundable } = state;
  const { order, orderNo, decision, businessDate, expiresAt } = decided;
  const { lines, paid, comesTo } = orderNow(state);
  const first = facts.find(isDecision) ?? decided;
  const isTimed = status === 'authorized' || status === 'partially-captured' || status === 'expired';
  return {
    ...{ orderNo, kind: order.kind, serviceDate: serviceDate(order), status },
    statusText: { ...statusText(status, paid.billed > 0, expiresAt) },
    statusDate: statusDate(state, facts),
    [first.expiresAt === undefined ? 'settlementId' : 'authorizationId']: factNumber(first),
    ...(isTimed && expiresAt !== undefined && { expiresAt: shanghaiInstant(expiresAt) }),
    comesTo: { ...comesTo },
    paid: { ...paid },
    lines: order.lines.map((line, position) => renderLine(line, lines[position])),
    refundable: refundable.map((line) => ({ ...line, quantity: formatQuantity(line.quantity) })),
    limits: decision.accumulators.map(renderRenewal),
    decision: renderDecision(decision, orderNo, businessDate),
  };
}

/** The business date of what brought the order to its status; of an expiry the day of its instant, whether a fact tells of it or not. */
function statusDate({ status, decided }: DecidedOrder, facts: readonly OrderFact[]): CalendarDate {
  if (status === 'expired' && decided.expiresAt !== undefined) return shanghaiDate(decided.expiresAt);
  return (facts.findLast(({ type }) => MOVING.has(type)) ?? decided).businessDate;
}

const MOVING: ReadonlySet<OrderFact['type']> = new Set([
  'settlement',
  'decline',
  'authorization',
  'capture',
  'void',
  'reversal',
]);

function renderLine(
  { lineNo, category, name, quantity: ordered }: Order['lines'][number],
  now: MovedLine | undefined,
): MemberDecision['lines'][number] {
  const { quantity = 0, billed = 0, priorPaid = 0, insurer = 0, patient = 0, writeOff = 0 } = now ?? {};
  return {
    ...{ lineNo, category, name, quantity: formatQuantity(ordered) },
    paid: { quantity: formatQuantity(quantity), billed, priorPaid, insurer, patient, writeOff },
  };
}

function renderRenewal(state: DecisionFact['decision']['accumulators'][number]): MemberDecision['limits'][number] {
  const { per, renewedOn } = limitRenewal(state);
  const { limitId, coverageId } = state;
  return { limitId, coverageId, per, ...(renewedOn !== undefined && { renewedOn }) };
}
