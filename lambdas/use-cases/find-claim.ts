import { factOfClaim } from '../contracts/claim-id.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { Claim, ClaimBook } from './claim-ports.ts';
import type { OrderBook } from './ports.ts';
import { factId, parseFactId } from './ports.ts';

export interface FindClaimPorts {
  readonly orders: Pick<OrderBook, 'readOrderRecord'>;
  readonly claims: Pick<ClaimBook, 'readClaim'>;
}

/** A claim to this insurer. Another insurer's does not exist for it, and neither does what is no claim at all. */
export async function findClaim(
  { orders, claims }: FindClaimPorts,
  insurerId: string,
  claimId: string,
): Promise<Claim> {
  const unknown = new ConnectorError('claim.unknown', 'No claim with this id has been submitted to you.');
  const { orderId, sequence } = parseFactId(factOfClaim(claimId) ?? '') ?? {};
  if (orderId === undefined) throw unknown;
  const { facts } = await orders.readOrderRecord(orderId);
  const fact = facts.find((one) => one.sequence === sequence);
  if (fact === undefined) throw unknown;
  const { businessDate, postedAt } = fact;
  const claim = await claims.readClaim({ insurerId, businessDate, postedAt, factId: factId(fact) });
  if (claim?.line.claimId !== claimId || claim.line.type === 'adjustment') throw unknown;
  return claim;
}
