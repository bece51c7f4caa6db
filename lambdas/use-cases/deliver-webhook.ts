import { deliveryId } from '../contracts/delivery-id.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { Delivery, DeliveryRef, SendOutcome } from '../domain/delivery.ts';
import { afterAttempt } from '../domain/delivery.ts';
import type { Timer } from '../domain/timer.ts';
import type { PartnerCache } from '../runtime/partner-cache.ts';
import type { WebhookSigners } from '../runtime/webhook-secrets.ts';
import type { DeliveryLog, PostWebhook, Timetable } from './ports.ts';

export interface DeliverPorts {
  readonly deliveries: Pick<DeliveryLog, 'readDelivery' | 'replaceDelivery'>;
  readonly partners: Pick<PartnerCache, 'read'>;
  readonly signers: WebhookSigners;
  readonly post: PostWebhook;
  readonly timetable: Pick<Timetable, 'putTimer' | 'putTimerBack'>;
  /** from 0 to below 1 */
  readonly chance: () => number;
  readonly report: (delivery: Delivery) => void;
}

/**
 * Makes one attempt at a delivery, where one is due. The timer of the next attempt is put down before the log says that there will be
 * one: a run that breaks off in between is given its message again, and makes the attempt again, under the same id.
 */
export async function deliverWebhook(ports: DeliverPorts, ref: DeliveryRef, now: EpochMs): Promise<void> {
  const { deliveries, timetable } = ports;
  const delivery = await deliveries.readDelivery(ref);
  // made, given up, or so old that its log is gone
  if (delivery?.state !== 'pending') return;
  // a message that came twice; or a clock that is behind the one by which the timer was due
  if (delivery.nextAt > now) return timetable.putTimerBack(timerOf(delivery), now);
  const tried = afterAttempt(delivery, now, await attempt(ports, delivery, now), ports.chance());
  if (tried.state === 'pending') await timetable.putTimer(timerOf(tried));
  if (await deliveries.replaceDelivery(delivery, tried)) ports.report(tried);
}

async function attempt(ports: DeliverPorts, { ref, body }: Delivery, now: EpochMs): Promise<SendOutcome> {
  const partner = await ports.partners.read(ref.providerId);
  if (partner?.webhookUrl === undefined) return { obstacle: 'no-url' };
  if (partner.status !== 'active') return { obstacle: 'suspended' };
  const signers = await ports.signers(partner, now);
  if (signers.length === 0) return { obstacle: 'no-secret' };
  const timestamp = Math.floor(now / 1000);
  return ports.post({
    url: partner.webhookUrl,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'direct-billing-connector',
      'webhook-id': ref.eventId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signers.map((sign) => sign(ref.eventId, timestamp, body)).join(' '),
    },
    body,
  });
}

const timerOf = ({ ref, nextAt }: Delivery): Timer => ({ kind: 'delivery', dueAt: nextAt, id: deliveryId(ref) });
