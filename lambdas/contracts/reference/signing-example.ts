import { createHash, createPrivateKey, sign } from 'node:crypto';
import { orderExample } from './order-examples.ts';

// The test key of RFC 9421, appendix B.1.4: public on purpose, so that a reader can check every byte of the example.
const RFC_TEST_KEY = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
};

export interface SigningExample {
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  readonly body: string;
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A settlement signed for real. Ed25519 is deterministic, so the bytes are the same in every build. */
export function signingExample(): SigningExample {
  const [method, authority, path] = ['POST', 'connector.example.com', '/v1/settlements'];
  const body = JSON.stringify(orderExample);
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const components: readonly (readonly [string, string])[] = [
    ['@method', method],
    ['@authority', authority],
    ['@path', path],
    ['@query', '?'],
    ['content-digest', digest],
  ];
  const names = components.map(([name]) => `"${name}"`).join(' ');
  const created = Date.parse('2026-11-21T10:05:02+08:00') / 1000;
  const params = `(${names});created=${created};nonce="b3k2pp5k7z";keyid="hospital-a/test-key-ed25519";alg="ed25519"`;
  const base = [...components.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${params}`].join(
    '\n',
  );
  const signature = sign(null, Buffer.from(base), createPrivateKey({ format: 'jwk', key: RFC_TEST_KEY }));
  const headers = {
    'Content-Type': 'application/json',
    'Content-Digest': digest,
    'Signature-Input': `sig1=${params}`,
    'Signature': `sig1=:${signature.toString('base64')}:`,
  };
  return { method, authority, path, body, base, headers };
}
