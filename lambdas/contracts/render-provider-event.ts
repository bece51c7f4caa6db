import { shanghaiInstant } from '../domain/calendar.ts';
import type { OrderFact } from '../domain/fact.ts';
import { orderState } from '../domain/order-state.ts';
import type { OrderEventType } from '../domain/provider-event.ts';
import type { ProviderEvent } from './provider-event.ts';
import type { FactNumber } from './render-order.ts';
import { renderOrder } from './render-order.ts';

/** The event that the last of an order's facts is. It follows from the facts alone, so that it always has the same bytes. */
export function renderProviderEvent(
  type: OrderEventType,
  facts: readonly OrderFact[],
  factNumber: FactNumber,
): ProviderEvent {
  const at = facts.at(-1)?.postedAt ?? 0;
  const state = orderState(facts, at);
  if (state === undefined) throw new Error('an event is of an order to which something has happened');
  const { orderNo, status, authorizationId, settlementId, facts: told } = renderOrder(state, facts, factNumber);
  const [fact] = told.slice(-1);
  if (fact === undefined) throw new Error('an order is told with its facts');
  return {
    type,
    timestamp: shanghaiInstant(at),
    data: {
      ...{ orderNo, status },
      ...(authorizationId !== undefined && { authorizationId }),
      ...(settlementId !== undefined && { settlementId }),
      ...fact,
    },
  };
}
