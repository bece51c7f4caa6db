import type { EpochMs } from '../domain/calendar.ts';
import { waitingEvents } from '../domain/pharmacy-event.ts';
import type { ExceptionRegister, OrderBook } from './ports.ts';
import { parseFactId } from './ports.ts';

export interface ChasePorts {
  readonly orders: Pick<OrderBook, 'readOrderRecord'>;
  readonly exceptions: Pick<ExceptionRegister, 'openException'>;
}

/** Gives an event that has waited for its order for too long to the pharmacy that sent it; whether it still waited. */
export async function chaseEvent({ orders, exceptions }: ChasePorts, factId: string, now: EpochMs): Promise<boolean> {
  const { orderId = '', sequence } = parseFactId(factId) ?? {};
  const { facts } = await orders.readOrderRecord(orderId);
  const waiting = facts.find((fact) => fact.sequence === sequence);
  if (waiting?.type !== 'waiting') throw new Error(`${factId} is no waiting event`);
  const { providerId, orderNo, event } = waiting;
  if (!waitingEvents(facts).some(({ webhookId }) => webhookId === event.webhookId)) return false;
  await exceptions.openException({
    kind: 'event-without-order',
    ...{ providerId, orderNo },
    reference: { of: 'webhook', id: event.webhookId },
    owner: { role: 'pharmacy', partnerId: providerId },
    openedAt: now,
  });
  return true;
}
