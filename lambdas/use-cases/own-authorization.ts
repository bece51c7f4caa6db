import { renderAuthorizationState } from '../contracts/render-movement.ts';
import type { DecisionFact } from '../domain/fact.ts';
import { isDecision } from '../domain/fact.ts';
import type { AuthorizationStatus } from '../domain/order-state.ts';
import type { Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { ChangeQuestion, StandingOrder } from './change-order.ts';
import type { OrderBook } from './ports.ts';
import { factId, parseFactId } from './ports.ts';

/** The authorization that the path names, which leads to its order without an index. */
export function authorizationQuestion(
  orders: Pick<OrderBook, 'readOrderRecord'>,
  { path, admission, now }: Pick<Call<unknown>, 'path' | 'admission' | 'now'>,
): ChangeQuestion {
  const named = parseFactId(path['authorizationId'] ?? '');
  if (named === undefined) throw unknownAuthorization();
  return { admission, now, read: () => orders.readOrderRecord(named.orderId) };
}

/** The authorization by which an order came, if it is the caller's; another provider's does not exist for the caller. */
export function ownAuthorization(
  standing: StandingOrder | undefined,
  { path, caller }: Pick<Call<unknown>, 'path' | 'caller'>,
): StandingOrder & { readonly authorization: DecisionFact } {
  const authorization = standing?.record.facts.find(isDecision);
  if (
    standing === undefined ||
    authorization?.expiresAt === undefined ||
    authorization.providerId !== caller.partnerId ||
    factId(authorization) !== path['authorizationId']
  )
    throw unknownAuthorization();
  return { ...standing, authorization };
}

const unknownAuthorization = (): ConnectorError =>
  new ConnectorError('authorization.unknown', 'There is no such authorization of yours.');

/** Why an authorization that has come to its end can go no further. */
export function endedAuthorization(
  authorization: DecisionFact,
  status: Exclude<AuthorizationStatus, 'authorized' | 'partially-captured'>,
): ConnectorError {
  return new ConnectorError(`authorization.${status}`, `The authorization is ${status}; it stays so.`, {
    extension: { existing: renderAuthorizationState(authorization, status, factId) },
  });
}
