import type { OrderRequest } from '../contracts/order.ts';
import { renderAuthorization } from '../contracts/render-order.ts';
import type { Answer, WebhookCall } from '../runtime/call.ts';
import { recordDecision } from '../runtime/metrics.ts';
import { holdSecondsOf } from './authorize-order.ts';
import { decideArrival, tooBusy } from './decide-arrival.ts';
import { decisionRecord } from './decision-record.ts';
import type { EventPorts } from './event-ports.ts';
import { entryOf, requireSameBody } from './event-ports.ts';
import { orderOf } from './order-in-hand.ts';
import { factId } from './ports.ts';
import { turnWaitingEvents } from './turn-waiting-events.ts';

/** The same id twice at the same moment: one is in the way of the other, once. */
const MAX_ATTEMPTS = 3;

/** `order.submitted`: holds the order's limits, so that the till knows at once what the patient pays. Then what waited for it has its turn. */
export async function submitOrder(ports: EventPorts, call: WebhookCall<unknown>, sent: OrderRequest): Promise<Answer> {
  const { caller, now, webhookId } = call;
  const order = await orderOf(sent, ports.keys);
  const inHand = { order, providerId: caller.partnerId, now, holdSeconds: holdSecondsOf(order.kind) };
  const remembered = entryOf(call, order.orderNo);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const found = ports.events.readInboxEntry(caller.partnerId, webhookId);
    // read beside the order, and awaited before anything is written
    const admission = found.then((entry) => requireSameBody(entry, call));
    admission.catch(() => undefined);
    const arrived = await decideArrival(ports, {
      ...{ inHand, admission },
      riders: ({ sequence }) => [ports.events.inboxWrite({ ...remembered, outcome: 'decided', factCount: sequence })],
    });
    await admission;
    if (arrived.came === 'rider') continue;
    const { fact, came } = arrived;
    if (came === 'replayed' && (await found) === undefined) {
      const entry = ports.events.inboxWrite({ ...remembered, outcome: 'decided', factCount: fact.sequence });
      if ((await ports.events.postRiders([entry])).posting !== 'posted') {
        await ports.pause(attempt);
        continue;
      }
    }
    // a repeated one may have been cut off before they had their turn
    if (came === 'replayed' || arrived.factsBefore > 0) await turnWaitingEvents(ports, inHand);
    recordDecision(decisionRecord(fact));
    return { status: 200, body: renderAuthorization(fact, factId), replayed: came === 'replayed' };
  }
  throw tooBusy();
}
