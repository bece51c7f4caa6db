import { createHash } from 'node:crypto';
import type { OrderRequest } from '../contracts/order.ts';
import { toOrder } from '../contracts/order.ts';
import type { Order } from '../domain/order.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { hashIdentity, hashName } from '../runtime/identity.ts';

/** The order of a request. The keys are asked for only where an identity must be hashed. */
export async function orderOf(body: OrderRequest, keys: () => Promise<ConnectorKeys>): Promise<Order> {
  if ('memberId' in body.member) return toOrder(body, { hashIdentity: neverAsked });
  const stageKeys = await keys();
  return toOrder(body, {
    hashIdentity: (identity) => ({
      identityHash: hashIdentity(stageKeys, identity),
      nameHash: hashName(stageKeys, identity.name),
    }),
  });
}

/** What a quote is bound to: equal for equal content, whatever the order of the fields in the request was. */
export function orderDigest(order: Order): string {
  return createHash('sha256').update(JSON.stringify(order)).digest('base64url');
}

function neverAsked(): never {
  throw new Error('an order by memberId has no identity to hash');
}
