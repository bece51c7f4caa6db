import { deliveryId } from '../contracts/delivery-id.ts';
import { renderProviderEvent } from '../contracts/render-provider-event.ts';
import { newDelivery } from '../domain/delivery.ts';
import type { OrderFact } from '../domain/fact.ts';
import { providerEventOf } from '../domain/provider-event.ts';
import type { PartnerCache } from '../runtime/partner-cache.ts';
import type { DeliveryLog, DeliveryQueue } from './ports.ts';
import { eventIdOf, factId } from './ports.ts';

export interface TellPorts {
  readonly partners: Pick<PartnerCache, 'read'>;
  readonly deliveries: Pick<DeliveryLog, 'createDelivery'>;
  readonly queue: DeliveryQueue;
}

/**
 * Sends the event that a fact is on its way to the order's provider, if that wants to hear of its orders. Twice is as good as once: the
 * delivery is there already, and a message that comes again finds it made or not due.
 */
export async function tellProvider(
  ports: TellPorts,
  fact: OrderFact,
  factsSoFar: () => Promise<readonly OrderFact[]>,
): Promise<void> {
  const type = providerEventOf(fact);
  if (type === undefined) return;
  const { providerId, orderNo, postedAt: happenedAt } = fact;
  const partner = await ports.partners.read(providerId);
  if (partner?.webhookUrl === undefined) return;
  const body = JSON.stringify(renderProviderEvent(type, await factsSoFar(), factId));
  const ref = { providerId, happenedAt, eventId: eventIdOf(factId(fact)) };
  await ports.deliveries.createDelivery(newDelivery({ ref, type, orderNo, body }));
  await ports.queue.sendDelivery({ deliveryId: deliveryId(ref) });
}
