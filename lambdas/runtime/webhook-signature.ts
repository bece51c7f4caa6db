import { isUtf8 } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import type { Caller } from './call.ts';
import { ConnectorError } from './connector-error.ts';
import type { GatewayEvent } from './gateway-event.ts';
import type { PartnerCache } from './partner-cache.ts';
import type { WebhookClaim } from './webhook-headers.ts';
import { readWebhookHeaders } from './webhook-headers.ts';
import type { WebhookSigners } from './webhook-secrets.ts';

export interface VerifiedWebhook {
  readonly caller: Caller;
  readonly webhookId: string;
  /** epoch seconds */
  readonly timestamp: number;
}

/** Where senders and their secrets are found. */
export interface WebhookSenders {
  readonly partners: PartnerCache;
  readonly signers: WebhookSigners;
}

/** How far `webhook-timestamp` may be from the gateway's clock (the reference at /docs, webhooks). */
const CLOCK_WINDOW_SECONDS = 300;

/**
 * Verifies a webhook of a pharmacy (Standard Webhooks) over its headers and the bytes of its body. A partner that does not exist, is no
 * pharmacy or has no secret is refused in the same words as a wrong signature, so that nobody learns which partners there are.
 */
export async function verifyWebhook(
  event: GatewayEvent,
  body: Buffer,
  { partners, signers }: WebhookSenders,
): Promise<VerifiedWebhook> {
  const claim = readWebhookHeaders(event.headers);
  const { timeEpoch: now } = event.requestContext;
  checkClock(claim, now);

  const partner = await partners.read(claim.partnerId);
  if (partner?.kind !== 'pharmacy') throw invalid();
  const expected = signatures(claim, body, await signers(partner, now));
  if (!expected.some((signature) => isAmong(claim.signatures, signature))) throw invalid();
  if (partner.status !== 'active') throw new ConnectorError('signature.partner-suspended', 'The partner is suspended.');

  const { webhookId, timestamp } = claim;
  return { caller: { partnerId: partner.partnerId, kind: partner.kind }, webhookId, timestamp };
}

function checkClock({ timestamp }: WebhookClaim, now: number): void {
  if (Math.abs(Math.floor(now / 1000) - timestamp) > CLOCK_WINDOW_SECONDS) {
    throw new ConnectorError(
      'signature.expired',
      `webhook-timestamp may differ from the connector's clock by at most ${CLOCK_WINDOW_SECONDS} s.`,
    );
  }
}

/** What each secret gives for this webhook. What is signed is a text: bytes that are none have no signature. */
function signatures(
  { webhookId, timestamp }: WebhookClaim,
  body: Buffer,
  signers: Awaited<ReturnType<WebhookSigners>>,
): readonly Buffer[] {
  if (!isUtf8(body)) return [];
  const text = body.toString('utf8');
  return signers.map((sign) => Buffer.from(sign(webhookId, timestamp, text)));
}

function isAmong(given: readonly string[], expected: Buffer): boolean {
  // all are of one length, or they would not have been read as signatures
  return given.some((one) => timingSafeEqual(Buffer.from(one), expected));
}

function invalid(): ConnectorError {
  return new ConnectorError(
    'signature.invalid',
    'The signature is not one of this webhook by a secret of this partner.',
  );
}
