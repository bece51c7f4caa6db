import { renderSettlement } from '../contracts/render-order.ts';
import type { DecisionFact } from '../domain/fact.ts';
import { orderDifferences } from '../domain/order-differences.ts';
import type { Order } from '../domain/order.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { factId } from './ports.ts';

/** An order number stands for one content, for ever: other content is refused, and the fields that differ are named. */
export function requireSameOrder(fact: DecisionFact, order: Order): void {
  const differing = orderDifferences(fact.order, order);
  if (differing.length === 0) return;
  const detail = `Order ${order.orderNo} was sent before with another ${differing.join(', ')}.`;
  throw new ConnectorError('order.conflict', detail, {
    errors: differing.map((path) => ({ path, message: 'is not what was sent before under this order number' })),
    extension: { existing: renderSettlement(fact, factId) },
  });
}
