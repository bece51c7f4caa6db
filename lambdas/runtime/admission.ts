import type { Route } from '../contracts/route.ts';
import { claimNonce } from '../storage/nonce.ts';
import { refuseLongBody } from './body-limit.ts';
import type { Caller } from './call.ts';
import { ConnectorError } from './connector-error.ts';
import { checkContentDigest } from './content-digest.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { bodyLength, rawBody } from './gateway-event.ts';
import type { PartnerDirectory } from './partner-directory.ts';
import { verifyRequestSignature } from './request-signature.ts';

/** A request whose sender is known and whose body is as it was sent. */
export interface Admitted {
  readonly caller: Caller;
  readonly body: Buffer;
  readonly admission: Promise<void>;
}

/**
 * Finds out who is calling. A body above the route's limit is refused after the signature (an unsigned one is 401, like everything
 * unsigned) and before its bytes are decoded or hashed. Only then is the nonce claimed: a refused request stores nothing.
 */
export async function admit(event: GatewayEvent, route: Route, directory: PartnerDirectory): Promise<Admitted> {
  const { holder, nonce, created } = await verifyRequestSignature(event, directory);
  refuseLongBody(bodyLength(event), route.bodyLimit);
  const body = rawBody(event);
  if (body.length > 0 || event.headers['content-digest'] !== undefined) {
    checkContentDigest(event.headers['content-digest'], body);
  }
  const { partner, key } = holder;
  const { timeEpoch: now, requestId } = event.requestContext;
  const admission = claimNonce({ keyId: key.keyId, nonce, created, now, requestId }).then(refuseReplay);
  // it is awaited later; until then a refusal is not an unhandled rejection
  admission.catch(() => undefined);
  return { caller: { partnerId: partner.partnerId, kind: partner.kind }, body, admission };
}

function refuseReplay(claimed: boolean): void {
  if (!claimed) throw new ConnectorError('signature.replayed', 'This nonce has been used with this key before.');
}

/** Refuses a partner of a kind that the route is not for. */
export function requireDoor(caller: Caller, door: Route['door']): void {
  if (door === 'public' || door.includes(caller.kind)) return;
  throw new ConnectorError('door.forbidden', `This route is not for partners of the kind ${caller.kind}.`);
}
