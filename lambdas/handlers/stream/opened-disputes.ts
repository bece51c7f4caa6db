import { cachedPartners } from '../../runtime/partner-cache.ts';
import { streamHandler } from '../../runtime/stream-shell.ts';
import { createDelivery } from '../../storage/delivery-log.ts';
import { parseDispute } from '../../storage/dispute-item.ts';
import { putTimer } from '../../storage/timetable.ts';
import { followDispute } from '../../use-cases/follow-dispute.ts';
import { deliveryQueue } from '../delivery-queue.ts';

const ports = {
  timetable: { putTimer },
  partners: cachedPartners,
  deliveries: { createDelivery },
  queue: deliveryQueue,
};

export const handler = streamHandler({
  name: 'opened-disputes',
  handle: (item) => followDispute(ports, parseDispute(item)),
});
