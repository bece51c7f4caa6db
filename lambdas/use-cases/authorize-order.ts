import type { AuthorizationRequest } from '../contracts/order.ts';
import { renderAuthorization } from '../contracts/render-order.ts';
import type { OrderKind } from '../domain/order.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { recordDecision } from '../runtime/metrics.ts';
import { decideArrival } from './decide-arrival.ts';
import { decisionRecord } from './decision-record.ts';
import { orderOf } from './order-in-hand.ts';
import type { OrderPorts } from './ports.ts';
import { factId } from './ports.ts';

/** A consult takes place within days; a drug order is packed within three. */
const HOLD_SECONDS: Readonly<Record<OrderKind, number>> = { consult: 604_800, test: 604_800, pharmacy: 259_200 };

/** How long an order's limits are held, in seconds. */
export const holdSecondsOf = (kind: OrderKind, asked?: number): number => asked ?? HOLD_SECONDS[kind];

/** Decides an order and holds its limits until it is captured, voided or expires. */
export async function authorizeOrder(
  ports: OrderPorts,
  { body, caller, now, admission }: Call<AuthorizationRequest>,
): Promise<Answer> {
  const { expiresInSeconds, ...asked } = body;
  const order = await orderOf(asked, ports.keys);
  const holdSeconds = holdSecondsOf(order.kind, expiresInSeconds);
  const arrived = await decideArrival(ports, {
    inHand: { order, providerId: caller.partnerId, now, holdSeconds },
    admission,
  });
  if (arrived.came === 'rider') throw new Error('an authorization has nothing that rides along');
  recordDecision(decisionRecord(arrived.fact));
  const answer = renderAuthorization(arrived.fact, factId);
  return { status: 201, body: answer, replayed: arrived.came === 'replayed' };
}
