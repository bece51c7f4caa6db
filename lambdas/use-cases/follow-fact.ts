import type { OrderFact } from '../domain/fact.ts';
import { timerOf } from '../domain/timer.ts';
import type { EnterPorts } from './enter-lines.ts';
import { enterLines } from './enter-lines.ts';
import type { OrderBook, Timetable } from './ports.ts';
import { factId } from './ports.ts';
import type { SendClaimsPorts } from './send-claims.ts';
import { sendClaims } from './send-claims.ts';
import type { TellPorts } from './tell-provider.ts';
import { tellProvider } from './tell-provider.ts';

export interface FollowPorts extends TellPorts, EnterPorts, SendClaimsPorts {
  readonly timetable: Pick<Timetable, 'putTimer'>;
  readonly orders: Pick<OrderBook, 'readFacts'>;
}

/**
 * What follows a fact and no request waits for: what will be due because of it is put down, the insurers' books get their lines, their
 * claims go on their way, and its provider is told. Twice is as good as once.
 */
export async function followFact(ports: FollowPorts, fact: OrderFact): Promise<void> {
  const timer = timerOf(fact, factId(fact));
  if (timer !== undefined) await ports.timetable.putTimer(timer);
  const factsSoFar = readOnce(async () => {
    const facts = await ports.orders.readFacts(fact.providerId, fact.orderNo);
    return facts.filter(({ sequence }) => sequence <= fact.sequence);
  });
  await sendClaims(ports, await enterLines(ports, fact, factsSoFar));
  await tellProvider(ports, fact, factsSoFar);
}

function readOnce<Content>(read: () => Promise<Content>): () => Promise<Content> {
  let content: Promise<Content> | undefined;
  return () => (content ??= read());
}
