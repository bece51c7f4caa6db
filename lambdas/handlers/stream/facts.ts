import { cachedPartners } from '../../runtime/partner-cache.ts';
import { streamHandler } from '../../runtime/stream-shell.ts';
import { markDay, putLateLine, putLine } from '../../storage/book.ts';
import { createDelivery } from '../../storage/delivery-log.ts';
import { parseFact } from '../../storage/fact-item.ts';
import { readFacts } from '../../storage/order-record.ts';
import { readStatementsHead } from '../../storage/statements-head.ts';
import { putTimer } from '../../storage/timetable.ts';
import type { FollowPorts } from '../../use-cases/follow-fact.ts';
import { followFact } from '../../use-cases/follow-fact.ts';
import { claimQueue } from '../claim-queue.ts';
import { deliveryQueue } from '../delivery-queue.ts';

const ports: FollowPorts = {
  timetable: { putTimer },
  partners: cachedPartners,
  orders: { readFacts },
  book: { putLine, markDay, putLateLine },
  statements: { readStatementsHead },
  deliveries: { createDelivery },
  queue: deliveryQueue,
  claims: claimQueue,
};

export const handler = streamHandler({
  name: 'facts',
  handle: (item) => followFact(ports, parseFact(item)),
});
