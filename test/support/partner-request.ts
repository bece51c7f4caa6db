import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import {
  algorithmOf,
  contentDigest,
  coveredComponents,
  freshNonce,
  signatureHeaders,
} from '../../local/signing/request-signature.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';

/** How a request is spoilt after it was made right. */
export interface Tamper {
  readonly unsigned?: boolean;
  /** epoch seconds */
  readonly created?: number;
  readonly createdOffset?: number;
  readonly nonce?: string;
  /** components left out of the signature */
  readonly omit?: readonly string[];
  /** the digest is that of these bytes */
  readonly digestOf?: string;
  readonly keyId?: string;
  readonly alg?: string;
  readonly label?: string;
  /** signed with this PEM instead */
  readonly privateKeyPem?: string;
  /** replaces what was signed: the body, the target (path and query) or headers (undefined: removed) */
  readonly body?: string | Buffer;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly tamper?: Tamper;
}

const HOST = 'connector.test';

/** One signed request as it arrives at the gateway. `content`: an object is sent as JSON, text and bytes as they are. */
export function partnerRequest(
  credential: Credential | undefined,
  now: number,
  method: string,
  target: string,
  content?: unknown,
  { headers = {}, tamper = {} }: RequestOptions = {},
): ArrivedRequest {
  const url = new URL(target, `https://${HOST}`);
  const body = toBytes(content);
  const sent: Record<string, string | undefined> = {
    host: HOST,
    ...(body ? { 'content-type': 'application/json', 'content-length': String(body.length) } : {}),
    ...headers,
  };
  if (credential && !tamper.unsigned) {
    const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const components = coveredComponents({ method, url, headers: named, body });
    if (tamper.digestOf !== undefined) components['content-digest'] = contentDigest(Buffer.from(tamper.digestOf));
    for (const name of tamper.omit ?? []) delete components[name];
    const key = privateKeyOf(tamper.privateKeyPem ?? credential.privateKeyPem);
    const parameters = {
      created: tamper.created ?? Math.floor(now / 1000) + (tamper.createdOffset ?? 0),
      nonce: tamper.nonce ?? freshNonce(),
      keyid: tamper.keyId ?? credential.keyId,
      alg: tamper.alg ?? algorithmOf(key),
    };
    Object.assign(sent, body ? { 'content-digest': contentDigest(body) } : {});
    Object.assign(sent, signatureHeaders(components, parameters, key, tamper.label));
  }
  Object.assign(sent, tamper.headers);
  return {
    method,
    target: tamper.target ?? url.pathname + url.search,
    headers: Object.entries(sent).filter((pair): pair is [string, string] => pair[1] !== undefined),
    body: toBytes(tamper.body) ?? body ?? Buffer.alloc(0),
    sourceIp: '127.0.0.1',
  };
}

// reading a PEM takes longer than signing with its key
const privateKeys = new Map<string, KeyObject>();

function privateKeyOf(pem: string): KeyObject {
  const key = privateKeys.get(pem) ?? createPrivateKey(pem);
  privateKeys.set(pem, key);
  return key;
}

function toBytes(content: unknown): Buffer | undefined {
  if (content === undefined || Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}
