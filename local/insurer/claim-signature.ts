import { createPublicKey, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createVerifier, httpbis } from 'http-message-signatures';
import { algorithmOf, contentDigest } from '../signing/request-signature.ts';

/**
 * Whether a request is rightly signed by the connector, by the same rules as a partner but for the clock: the insurer
 * lives in real time, and the product's clock may have been moved.
 */
export async function isRightlySigned(request: IncomingMessage, body: Buffer, publicKeyPem: string): Promise<boolean> {
  const key = createPublicKey(publicKeyPem);
  const digest = request.headers['content-digest'];
  if (body.length > 0 && (typeof digest !== 'string' || !isSame(digest, contentDigest(body)))) return false;
  const fields = ['@method', '@authority', '@path', '@query', ...(body.length > 0 ? ['content-digest'] : [])];
  const idempotency = request.headers['idempotency-key'] === undefined ? [] : ['idempotency-key'];
  const alg = algorithmOf(key);
  try {
    const verified = await httpbis.verifyMessage(
      {
        keyLookup: async () => ({ algs: [alg], verify: createVerifier(key, alg) }),
        requiredFields: [...fields, ...idempotency],
        requiredParams: ['created', 'nonce', 'keyid', 'alg'],
        notAfter: Number.MAX_SAFE_INTEGER / 1000,
      },
      {
        method: request.method ?? '',
        url: `http://${request.headers.host ?? ''}${request.url ?? ''}`,
        headers: request.headers as Record<string, string>,
      },
    );
    return verified === true;
  } catch {
    return false;
  }
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
