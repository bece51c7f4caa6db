import { createHash, randomBytes } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import type { ConnectorSigner } from './connector-signature.ts';

/** A request of ours, as it is about to be sent. `headers` have lower-case names. */
export interface UnsignedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

const ALWAYS_COVERED = ['@method', '@authority', '@path', '@query'];

/**
 * The headers with which a request is sent: those given, and an HTTP Message Signature (RFC 9421) over what partners must cover when they
 * call us, by our own key. `now`: epoch milliseconds.
 */
export async function signedHeaders(
  { method, url, headers, body }: UnsignedRequest,
  { keyId, sign }: ConnectorSigner,
  now: number,
): Promise<Record<string, string>> {
  const digest = body === undefined ? {} : { 'content-digest': contentDigest(body) };
  const optional = [...Object.keys(digest), ...('idempotency-key' in headers ? ['idempotency-key'] : [])];
  const signed = await httpbis.signMessage(
    {
      key: { id: keyId, alg: 'ed25519', sign: async (base) => sign(base) },
      name: 'sig1',
      fields: [...ALWAYS_COVERED, ...optional],
      params: ['created', 'nonce', 'keyid', 'alg'],
      paramValues: { created: new Date(now), nonce: randomBytes(16).toString('base64url') },
    },
    { method, url, headers: { ...headers, ...digest } },
  );
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** RFC 9530, of the bytes that are sent. */
const contentDigest = (body: string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
