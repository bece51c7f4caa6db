import { deliveryId } from '../contracts/delivery-id.ts';
import { renderDisputeEvent } from '../contracts/provider-event.ts';
import { newDelivery } from '../domain/delivery.ts';
import type { Dispute } from '../domain/dispute.ts';
import { disputeTimer } from '../domain/dispute.ts';
import type { TellPorts } from './tell-provider.ts';
import type { Timetable } from './ports.ts';
import { disputeEventId } from './reconciliation-ports.ts';

export interface FollowDisputePorts extends Pick<TellPorts, 'partners' | 'deliveries' | 'queue'> {
  readonly timetable: Pick<Timetable, 'putTimer'>;
}

/** What follows a dispute that was opened: its deadline is put down, and the provider is told. Twice is as good as once. */
export async function followDispute(ports: FollowDisputePorts, dispute: Dispute): Promise<void> {
  await ports.timetable.putTimer(disputeTimer(dispute));
  const { providerId, orderNo } = dispute.content;
  const partner = await ports.partners.read(providerId);
  if (partner?.webhookUrl === undefined) return;
  const ref = { providerId, happenedAt: dispute.openedAt, eventId: disputeEventId(dispute) };
  const body = JSON.stringify(renderDisputeEvent(dispute));
  await ports.deliveries.createDelivery(newDelivery({ ref, type: 'dispute.opened', orderNo, body }));
  await ports.queue.sendDelivery({ deliveryId: deliveryId(ref) });
}
