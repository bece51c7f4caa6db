import { renderDecided } from '../contracts/render-order.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { Order } from '../domain/order.ts';
import { orderDifferences } from '../domain/order-differences.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { OrderInHand } from './decide-order.ts';
import { factId } from './ports.ts';

/**
 * An order number stands for one content, for ever: other content is refused, and the fields that differ are named. The door is part
 * of the content.
 */
export function requireSameOrder(
  fact: DecisionFact,
  { order, holdSeconds }: Pick<OrderInHand, 'order' | 'holdSeconds'>,
): void {
  requireNone(fact, [...doorDifferences(fact, holdSeconds), ...orderDifferences(fact.order, order)]);
}

/** The same by whichever door: for a quote, which comes before either. */
export const requireSameContents = (fact: DecisionFact, order: Order): void =>
  requireNone(fact, orderDifferences(fact.order, order));

function requireNone(fact: DecisionFact, differing: readonly string[]): void {
  if (differing.length === 0) return;
  const detail = `Order ${fact.orderNo} was sent before with another ${differing.join(', ')}.`;
  throw new ConnectorError('order.conflict', detail, {
    errors: differing.map((path) => ({ path, message: 'is not what was sent before under this order number' })),
    extension: { existing: renderDecided(fact, factId) },
  });
}

function doorDifferences({ expiresAt, postedAt }: DecisionFact, holdSeconds: number | undefined): readonly string[] {
  if ((expiresAt === undefined) !== (holdSeconds === undefined)) return ['route'];
  return expiresAt === undefined || expiresAt - postedAt === Number(holdSeconds) * 1000 ? [] : ['expiresInSeconds'];
}
