import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkContentDigest } from '../../lambdas/runtime/content-digest.ts';
import type { GatewayEvent } from '../../lambdas/runtime/gateway-event.ts';
import { verifyRequestSignature } from '../../lambdas/runtime/request-signature.ts';
import { credentialFor, directoryOf, keyOf, signedEvent } from './signed-event.ts';

const credential = credentialFor('ed25519');
const directory = directoryOf({ keys: [keyOf(credential)] });

/** The event as if these headers had been sent. */
const withHeaders = (event: GatewayEvent, headers: GatewayEvent['headers']): GatewayEvent => ({
  ...event,
  headers: { ...event.headers, ...headers },
});

it('any change of one character in what the signature covers is refused', async () => {
  const original = signedEvent(credential, {
    target: '/v1/settlements?a=1&b=2',
    headers: { 'idempotency-key': 'k-1' },
  });
  await verifyRequestSignature(original, directory);
  const places: [string, (text: string) => GatewayEvent, string][] = [
    ['path', (rawPath) => ({ ...original, rawPath }), original.rawPath],
    ['query', (rawQueryString) => ({ ...original, rawQueryString }), original.rawQueryString],
    [
      'method',
      (method) => ({
        ...original,
        requestContext: { ...original.requestContext, http: { ...original.requestContext.http, method } },
      }),
      'POST',
    ],
    ...['host', 'content-digest', 'idempotency-key', 'signature-input', 'signature'].map(
      (name): (typeof places)[number] => [
        name,
        (value) => withHeaders(original, { [name]: value }),
        original.headers[name] ?? '',
      ],
    ),
  ];
  const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.nat(), printable, async ([place, build, text], seed, char) => {
      const at = seed % text.length;
      const changed = text.slice(0, at) + char + text.slice(at + 1);
      fc.pre(changed !== text && !sameMeaning(place, text, changed));
      await expect(verifyRequestSignature(build(changed), directory)).rejects.toMatchObject({
        code: expect.stringMatching(/^signature\./) as string,
      });
    }),
    { numRuns: 500 },
  );
});

/** Host names have no case, and the last character of unpadded base64 has bits that mean nothing. */
function sameMeaning(place: string, text: string, changed: string): boolean {
  if (place === 'host') return text.toLowerCase() === changed.toLowerCase();
  if (place !== 'signature') return false;
  const bytes = (value: string) => /^sig1=:([A-Za-z0-9+/]+)==:$/.exec(value)?.[1];
  const [before, after] = [bytes(text), bytes(changed)];
  return after !== undefined && Buffer.from(before ?? '', 'base64').equals(Buffer.from(after, 'base64'));
}

const pieces = [
  'sig1=',
  '("@method" "@path")',
  ';created=1',
  ';nonce="n"',
  ';keyid="a/b"',
  ';alg="ed25519"',
  ':AAAA:',
  '"',
  '(',
  ')',
  ',',
  ';',
  ':',
  '=',
  '?1',
  '@1',
];
const garbage = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
);

it('whatever stands in the headers of a signature, it is refused with a code and never a defect', async () => {
  await fc.assert(
    fc.asyncProperty(garbage, garbage, fc.boolean(), async (input, signature, prefixed) => {
      const [one, other] = prefixed ? [`sig1=${input}`, `sig1=${signature}`] : [input, signature];
      const event = withHeaders(signedEvent(credential), { 'signature-input': one, 'signature': other });
      await expect(verifyRequestSignature(event, directory)).rejects.toMatchObject({
        code: expect.stringMatching(/^signature\./) as string,
      });
    }),
    { numRuns: 500 },
  );
});

it('whatever stands in content-digest, it is refused as a digest', () => {
  fc.assert(
    fc.property(garbage, (header) => {
      expect(() => checkContentDigest(header, Buffer.from('{}'))).toThrow(
        expect.objectContaining({ code: 'signature.digest' }),
      );
    }),
  );
});
