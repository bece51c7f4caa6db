import { createPrivateKey } from 'node:crypto';
import type { Credential } from '../partners/demo-partners.ts';
import { signRequest } from './request-signature.ts';

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

/** Signs and sends one request as a demo partner. `now` is the product's clock in epoch milliseconds. */
export async function askAs(credential: Credential, request: PartnerAsk, now: number): Promise<PartnerAnswer> {
  const { method, url, body, mediaType = 'application/json' } = request;
  const headers = body ? { 'content-type': mediaType } : {};
  const key = { keyId: credential.keyId, privateKey: createPrivateKey(credential.privateKeyPem) };
  const signature = signRequest({ method, url, headers, body }, key, Math.floor(now / 1000));
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...signature },
    ...(body ? { body: new Uint8Array(body) } : {}),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What the product's clock says: it may have been moved, and a signature must be of its time. */
export async function productTime(base: URL): Promise<number> {
  const response = await fetch(new URL('/_local/clock', base), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const { now } = (await response.json()) as { now: string };
  return Date.parse(now);
}
