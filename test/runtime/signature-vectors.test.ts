import { httpbis } from 'http-message-signatures';
import { describe, expect, it } from 'vitest';
import { keyVerifier } from '../../lambdas/runtime/key-verifier.ts';
import { signatureBase } from '../../lambdas/runtime/signature-base.ts';

// RFC 9421 appendix B.1.4 and B.1.1: published for testing only
const ED25519_PEM = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`;
const RSA_PEM = `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw
WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq
MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg
kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P
uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ
PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB
-----END RSA PUBLIC KEY-----`;

const vectors = [
  {
    name: 'B.2.6: a request signed with ed25519',
    key: { keyId: 'test/ed25519', alg: 'ed25519', publicKeyPem: ED25519_PEM },
    values: {
      'date': 'Tue, 20 Apr 2021 02:07:55 GMT',
      '@method': 'POST',
      '@path': '/foo',
      '@authority': 'example.com',
      'content-type': 'application/json',
      'content-length': '18',
    },
    params:
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    signature: 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
  },
  {
    // appendix B has no rsa-v1_5-sha256; this is the proxy's signature of section 4.3 with the key of B.1.1
    name: '4.3: a request signed with rsa-v1_5-sha256',
    key: { keyId: 'test/rsa', alg: 'rsa-v1_5-sha256', publicKeyPem: RSA_PEM },
    values: {
      '@method': 'POST',
      '@authority': 'origin.host.internal.example',
      '@path': '/foo',
      'content-digest':
        'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
      'content-type': 'application/json',
      'content-length': '18',
      'forwarded': 'for=192.0.2.123;host=example.com;proto=https',
    },
    params:
      '("@method" "@authority" "@path" "content-digest" "content-type" "content-length" "forwarded");created=1618884480;keyid="test-key-rsa";alg="rsa-v1_5-sha256";expires=1618884540',
    signature:
      'S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==',
  },
] as const;

describe.each(vectors)('RFC 9421 $name', ({ key, values, params, signature }) => {
  const verify = keyVerifier(key);
  const bytes = Buffer.from(signature, 'base64');
  const base = signatureBase(new Map(Object.entries(values)), params);

  it('has the signature base of the RFC', () => {
    const lines = Object.entries(values).map(([name, value]) => `"${name}": ${value}`);
    expect(base.toString()).toBe([...lines, `"@signature-params": ${params}`].join('\n'));
  });

  it('verifies', async () => {
    expect(await verify(base, bytes)).toBe(true);
  });

  it('is refused when any byte of the base is another', async () => {
    for (let at = 0; at < base.length; at++) expect(await verify(flipped(base, at), bytes)).toBe(false);
  });

  it('is refused when any byte of the signature is another', async () => {
    for (let at = 0; at < bytes.length; at++) expect(await verify(base, flipped(bytes, at))).toBe(false);
  });
});

it('the library itself verifies B.2.6 as it is sent', async () => {
  const [{ key, params, signature }] = vectors;
  const request = {
    method: 'POST',
    url: 'https://example.com/foo?param=Value&Pet=dog',
    headers: {
      'Date': 'Tue, 20 Apr 2021 02:07:55 GMT',
      'Content-Type': 'application/json',
      'Content-Length': '18',
      'Signature-Input': `sig-b26=${params}`,
      'Signature': `sig-b26=:${signature}:`,
    },
  };
  const verify = keyVerifier(key);
  expect(await httpbis.verifyMessage({ keyLookup: async () => ({ verify }) }, request)).toBe(true);
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
