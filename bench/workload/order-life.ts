import type { CaptureRequest, ReversalRequest } from '../../lambdas/contracts/movement.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PharmacyEvent } from '../../lambdas/contracts/pharmacy-event.ts';
import type { GatewayEvent } from '../../lambdas/runtime/gateway-event.ts';
import type { HttpHandler } from '../../lambdas/runtime/http-shell.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { handlerOf, signedEvent, webhookEvent } from './requests.ts';

/** A request in front of its function, and the status with which it is to be answered. A request can be handled once, a webhook as often as it is sent. */
export interface Arriving {
  readonly handler: HttpHandler;
  readonly event: GatewayEvent;
  readonly status: number;
  readonly replayed?: boolean;
}

const AT = '2026-06-15T09:45:00+08:00';

/** What a hospital sends of an order. An authorization's id follows from the order's number, so that all can be signed beforehand. */
export async function hospitalRequests(from: Credential) {
  const [authorizations, captures, voids, reversals] = await Promise.all(
    ['authorizations', 'captures', 'voids', 'reversals'].map(handlerOf),
  );
  const post = (handler: HttpHandler | undefined, target: string, content: unknown, status: number): Arriving => {
    if (handler === undefined) throw new Error(`nobody takes ${target}`);
    return { handler, event: signedEvent({ from, method: 'POST', target, content }), status };
  };
  const authorizationOf = (orderNo: string): string => `/v1/authorizations/${orderIdOf(from.partnerId, orderNo)}.1`;
  return {
    authorize: (order: OrderRequest) => post(authorizations, '/v1/authorizations', order, 201),
    capture: (orderNo: string, body: CaptureRequest) =>
      post(captures, `${authorizationOf(orderNo)}/captures`, body, 201),
    release: (orderNo: string) => post(voids, `${authorizationOf(orderNo)}/void`, {}, 200),
    reverse: (orderNo: string, body: ReversalRequest) => post(reversals, `/v1/orders/${orderNo}/reversals`, body, 201),
  };
}

/** What a pharmacy tells of an order. */
export async function pharmacyEvents(from: Credential) {
  const handler = await handlerOf('pharmacy-orders');
  const occurredAt = AT;
  const tell = (event: PharmacyEvent, status = 200): Arriving => ({
    ...{ handler, status },
    event: webhookEvent(from, event),
  });
  return {
    submitted: (order: OrderRequest) => tell({ type: 'order.submitted', occurredAt, data: order }),
    dispensed: (orderNo: string, status?: number) =>
      tell({ type: 'order.dispensed', occurredAt, data: { orderNo } }, status),
    delivered: (orderNo: string) => tell({ type: 'order.delivered', occurredAt, data: { orderNo, deliveredAt: AT } }),
    cancelled: (orderNo: string) =>
      tell({ type: 'order.cancelled', occurredAt, data: { orderNo, reason: '患者取消' } }),
    returned: (orderNo: string, lineNo: number) =>
      tell({
        ...{ type: 'order.returned', occurredAt },
        data: { orderNo, returnNo: `${orderNo}-R`, lines: [{ lineNo, quantity: '1' }] },
      }),
  };
}

export type Hospital = Awaited<ReturnType<typeof hospitalRequests>>;
export type Pharmacy = Awaited<ReturnType<typeof pharmacyEvents>>;
