import { createPrivateKey } from 'node:crypto';
import type { Credential } from '../partners/demo-partners.ts';
import { signRequest } from './request-signature.ts';
import { freshWebhookId, webhookHeaders, webhookSignature } from './webhook-signature.ts';

export interface PartnerAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const TIMEOUT_MS = 40_000;

/** One request of a partner; a body is JSON unless another media type is named. */
export interface PartnerAsk {
  readonly method: string;
  readonly url: URL;
  readonly body?: Buffer | undefined;
  readonly mediaType?: string | undefined;
}

/** Where webhooks come in: they are signed with the partner's secret, not with its key. */
const WEBHOOKS = '/v1/webhooks/';

/** Signs and sends one request, or one webhook, as a demo partner. `now` is the product's clock in epoch milliseconds. */
export async function askAs(credential: Credential, request: PartnerAsk, now: number): Promise<PartnerAnswer> {
  const { method, url, body, mediaType = 'application/json' } = request;
  const headers = body ? { 'content-type': mediaType } : {};
  const seconds = Math.floor(now / 1000);
  const signature = url.pathname.startsWith(WEBHOOKS)
    ? signedWebhook(credential, body ?? Buffer.alloc(0), seconds)
    : signRequest({ method, url, headers, body }, keyOf(credential), seconds);
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...signature },
    ...(body ? { body: new Uint8Array(body) } : {}),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const keyOf = ({ keyId, privateKeyPem }: Credential) => ({ keyId, privateKey: createPrivateKey(privateKeyPem) });

/** A webhook under an id of its own: what is sent again by hand is another event. */
function signedWebhook(
  { partnerId, webhookSecret = '' }: Credential,
  body: Buffer,
  timestamp: number,
): Record<string, string> {
  const webhook = { partnerId, webhookId: freshWebhookId(), timestamp, body };
  return webhookHeaders(webhook, webhookSignature(webhookSecret, webhook));
}

/** What the product's clock says: it may have been moved, and a signature must be of its time. */
export async function productTime(base: URL): Promise<number> {
  const response = await fetch(new URL('/_local/clock', base), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const { now } = (await response.json()) as { now: string };
  return Date.parse(now);
}
