import { createHash, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A request as its sender signs it. `headers` have lower-case names. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

export interface SignatureParameters {
  readonly created: number;
  readonly nonce: string;
  readonly keyid: string;
  readonly alg: string;
}

export const freshNonce = (): string => randomBytes(16).toString('base64url');

export const algorithmOf = (key: KeyObject): 'ed25519' | 'rsa-v1_5-sha256' =>
  key.asymmetricKeyType === 'rsa' ? 'rsa-v1_5-sha256' : 'ed25519';

/** RFC 9530, of the raw bytes. */
export const contentDigest = (bytes: Buffer): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** What every partner signs (the reference at /docs, signing), in its order: component name to value. */
export function coveredComponents(request: UnsignedRequest): Record<string, string> {
  const idempotencyKey = request.headers['idempotency-key'];
  return {
    '@method': request.method,
    '@authority': request.url.host.toLowerCase(),
    '@path': request.url.pathname,
    '@query': request.url.search || '?',
    ...(request.body ? { 'content-digest': contentDigest(request.body) } : {}),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

/** The inner list with its parameters, as it stands in `signature-input` and in the last line of the base. */
export function signatureParameters(components: readonly string[], parameters: SignatureParameters): string {
  const { created, nonce, keyid, alg } = parameters;
  const list = components.map((name) => `"${name}"`).join(' ');
  return `(${list});created=${created};nonce="${nonce}";keyid="${keyid}";alg="${alg}"`;
}

/** The signature base of RFC 9421 section 2.5. */
export function signatureBase(components: Readonly<Record<string, string>>, parameters: string): string {
  const lines = Object.entries(components).map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${parameters}`].join('\n');
}

/** The headers that sign `components` under the label `sig1` (or another, for negative tests). */
export function signatureHeaders(
  components: Readonly<Record<string, string>>,
  parameters: SignatureParameters,
  privateKey: KeyObject,
  label = 'sig1',
): Record<string, string> {
  const list = signatureParameters(Object.keys(components), parameters);
  const hash = privateKey.asymmetricKeyType === 'rsa' ? 'sha256' : null;
  const signature = sign(hash, Buffer.from(signatureBase(components, list)), privateKey).toString('base64');
  const digest = components['content-digest'];
  return {
    ...(digest === undefined ? {} : { 'content-digest': digest }),
    'signature-input': `${label}=${list}`,
    'signature': `${label}=:${signature}:`,
  };
}

/** Signs a request as a partner does. `created` is in epoch seconds of the receiver's clock. */
export function signRequest(
  request: UnsignedRequest,
  key: { readonly keyId: string; readonly privateKey: KeyObject },
  created: number,
): Record<string, string> {
  const parameters = { created, nonce: freshNonce(), keyid: key.keyId, alg: algorithmOf(key.privateKey) };
  return signatureHeaders(coveredComponents(request), parameters, key.privateKey);
}
