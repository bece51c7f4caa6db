import { renderOrder } from '../contracts/render-order.ts';
import { orderState } from '../domain/order-state.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { OrderBook } from './ports.ts';
import { factId } from './ports.ts';

/** An order of the caller's own, with its decision and its facts. Another provider's order does not exist for the caller. */
export async function readOrder(
  orders: Pick<OrderBook, 'readFacts'>,
  { caller, path }: Call<undefined>,
): Promise<Answer> {
  const facts = await orders.readFacts(caller.partnerId, path['orderNo'] ?? '');
  const state = orderState(facts);
  if (state === undefined) throw new ConnectorError('order.unknown', 'You have sent no order with this number.');
  return { status: 200, body: renderOrder(state, facts, factId) };
}
