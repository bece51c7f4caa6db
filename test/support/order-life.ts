import type { AuthorizationAnswer, SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { EligibilityAnswer } from '../../lambdas/contracts/eligibility-answer.ts';
import type { CaptureAnswer, ReversalAnswer, VoidAnswer } from '../../lambdas/contracts/movement-answer.ts';
import type { CaptureRequest, ReversalRequest } from '../../lambdas/contracts/movement.ts';
import type { OrderAnswer } from '../../lambdas/contracts/order-answer.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Answer, Connector } from './connector.ts';

/** An answer of the kind that is hoped for, or a problem. */
export type Told<Body> = Answer<Body & { readonly code?: string; readonly existing?: { readonly status?: string } }>;

/** The calls of which an order's life is made, as one hospital sends them. */
export function orderLife(connector: Connector, hospital: DemoPartnerId = 'hospital-a') {
  const ask = <Body>(method: string, target: string, content?: unknown): Promise<Told<Body>> =>
    connector.as(hospital).request(method, target, content);
  return {
    settle: (order: OrderRequest) => ask<SettlementAnswer>('POST', '/v1/settlements', order),
    quote: (order: OrderRequest) => ask<SettlementAnswer>('POST', '/v1/quotes', order),
    authorize: (order: OrderRequest, expiresInSeconds?: number) =>
      ask<AuthorizationAnswer>('POST', '/v1/authorizations', {
        ...order,
        ...(expiresInSeconds !== undefined && { expiresInSeconds }),
      }),
    capture: (authorizationId: string, body: CaptureRequest) =>
      ask<CaptureAnswer>('POST', `/v1/authorizations/${authorizationId}/captures`, body),
    release: (authorizationId: string) => ask<VoidAnswer>('POST', `/v1/authorizations/${authorizationId}/void`, {}),
    reverse: (orderNo: string, body: ReversalRequest) =>
      ask<ReversalAnswer>('POST', `/v1/orders/${orderNo}/reversals`, body),
    read: (orderNo: string) => ask<OrderAnswer>('GET', `/v1/orders/${orderNo}`),
    check: (memberId: string, serviceDate = '2026-06-15') =>
      ask<EligibilityAnswer>('POST', '/v1/eligibility-checks', { member: { memberId }, serviceDate }),
  };
}

export type OrderLife = ReturnType<typeof orderLife>;

export const isReplay = ({ headers }: Answer<unknown>): boolean => headers['connector-replayed'] === 'true';

/** Sends a request again as long as it is answered that this may help, as its provider should. */
export async function untilAnswered<Body>(send: () => Promise<Told<Body>>): Promise<Told<Body>> {
  for (;;) {
    const answer = await send();
    if (answer.body.code !== 'connector.busy' && answer.body.code !== 'connector.unavailable') return answer;
  }
}
