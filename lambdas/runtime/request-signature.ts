import { isActive } from '../storage/partner-item.ts';
import { ConnectorError } from './connector-error.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { bodyLength } from './gateway-event.ts';
import type { KeyHolder, PartnerDirectory } from './partner-directory.ts';
import { signatureBase } from './signature-base.ts';
import type { SignatureClaim } from './signature-headers.ts';
import { badComponent, readSignatureHeaders } from './signature-headers.ts';

export interface VerifiedSignature {
  readonly holder: KeyHolder;
  readonly nonce: string;
  /** epoch seconds */
  readonly created: number;
}

/** How far `created` may be from the gateway's clock (the reference at /docs, signing). */
const CLOCK_WINDOW_SECONDS = 300;
const ALWAYS_COVERED = ['@method', '@authority', '@path', '@query'];

/**
 * Verifies the RFC 9421 signature of a request over its headers. The body is only vouched for by `content-digest`, which is
 * checked apart, so that a body of any size costs nothing before its sender is known.
 */
export async function verifyRequestSignature(
  event: GatewayEvent,
  directory: PartnerDirectory,
): Promise<VerifiedSignature> {
  const claim = readSignatureHeaders(event.headers);
  const values = componentValues(event, claim);
  checkClock(claim, event.requestContext.timeEpoch);

  const holder = await directory.find(claim.keyId);
  if (holder === undefined || !isActive(holder.key, event.requestContext.timeEpoch)) {
    throw new ConnectorError('signature.key-unknown', 'keyid names no active key.');
  }
  if (claim.alg !== holder.key.alg) throw new ConnectorError('signature.algorithm', `alg must be ${holder.key.alg}.`);

  const verified = await holder.verify(signatureBase(values, claim.params), claim.signature);
  if (verified !== true)
    throw new ConnectorError('signature.invalid', 'The signature is not one of this request by this key.');
  if (holder.partner.status !== 'active')
    throw new ConnectorError('signature.partner-suspended', 'The partner is suspended.');
  return { holder, nonce: claim.nonce, created: claim.created };
}

function checkClock({ created, expires }: SignatureClaim, now: number): void {
  const seconds = Math.floor(now / 1000);
  if (Math.abs(seconds - created) > CLOCK_WINDOW_SECONDS || (expires !== undefined && expires < seconds)) {
    throw new ConnectorError(
      'signature.expired',
      `created may differ from the connector's clock by at most ${CLOCK_WINDOW_SECONDS} s.`,
    );
  }
}

/** The value of every covered component, in their order, after making sure that all are covered that must be. */
function componentValues(event: GatewayEvent, { components }: SignatureClaim): ReadonlyMap<string, string> {
  const values = new Map(components.map((name) => [name, componentValue(event, name)]));
  const mustCover = [...ALWAYS_COVERED];
  if (bodyLength(event) > 0) mustCover.push('content-digest');
  if (event.headers['idempotency-key'] !== undefined) mustCover.push('idempotency-key');
  const missing = mustCover.find((name) => !values.has(name));
  if (missing !== undefined) throw new ConnectorError('signature.components', `The signature must cover "${missing}".`);
  return values;
}

function componentValue(event: GatewayEvent, name: string): string {
  switch (name) {
    case '@method':
      return event.requestContext.http.method;
    case '@authority':
      return authority(event.headers);
    case '@path':
      return event.rawPath === '' ? '/' : event.rawPath;
    case '@query':
      return `?${event.rawQueryString}`;
    default:
      return fieldValue(event.headers, name);
  }
}

function fieldValue(headers: GatewayEvent['headers'], name: string): string {
  if (name.startsWith('@')) throw badComponent(name, 'is not supported');
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value === undefined) throw badComponent(name, 'is covered and was not sent');
  return value.trim();
}

/** RFC 9421 section 2.2.3: lower case, without the default port of the scheme. */
function authority(headers: GatewayEvent['headers']): string {
  const host = (headers['host'] ?? '').toLowerCase();
  const defaultPort = headers['x-forwarded-proto'] === 'http' ? ':80' : ':443';
  return host.endsWith(defaultPort) ? host.slice(0, -defaultPort.length) : host;
}
