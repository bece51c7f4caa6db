import { describe, expect, it } from 'vitest';
import type { GatewayEvent } from '../../lambdas/runtime/gateway-event.ts';
import { verifyRequestSignature } from '../../lambdas/runtime/request-signature.ts';
import { credentialFor, directoryOf, keyOf, NOW, signedEvent } from './signed-event.ts';

const credential = credentialFor('ed25519');
const other = credentialFor('ed25519');
const directory = directoryOf({ keys: [keyOf(credential)] });
const verify = (event: GatewayEvent, from = directory) => verifyRequestSignature(event, from);
const event = (options: Parameters<typeof signedEvent>[1] = {}) => signedEvent(credential, options);

/** The event with headers replaced as if they had been sent like that. */
function withHeaders(
  original: GatewayEvent,
  change: (headers: GatewayEvent['headers']) => GatewayEvent['headers'],
): GatewayEvent {
  return { ...original, headers: { ...original.headers, ...change(original.headers) } };
}
const input = (change: (value: string) => string) =>
  withHeaders(event(), (headers) => ({ 'signature-input': change(headers['signature-input'] ?? '') }));
const signature = (change: (value: string) => string) =>
  withHeaders(event(), (headers) => ({ signature: change(headers['signature'] ?? '') }));

const manyLabels = (count: number) => Array.from({ length: count }, (_, n) => `, other${n}=:AAAA:`).join('');

describe('a request that is signed as it must be', () => {
  it.each([
    ['with a body', event()],
    ['without a body', event({ method: 'GET', target: '/v1/orders/A-1', content: undefined })],
    [
      'with a query',
      event({ method: 'GET', target: '/v1/statements?from=2026-06-01&to=2026%2D06-14', content: undefined }),
    ],
    ['with an empty query', event({ method: 'GET', target: '/v1/orders/A-1?', content: undefined })],
    ['with an idempotency key', event({ headers: { 'Idempotency-Key': 'k-1' } })],
    ['with a body that is not text', event({ content: Buffer.from([0, 255, 1]) })],
    ['300 s ago', event({ tamper: { createdOffset: -300 } })],
    ['300 s ahead', event({ tamper: { createdOffset: 300 } })],
    ['with a nonce of 128 characters', event({ tamper: { nonce: 'n'.repeat(128) } })],
  ])('%s is admitted', async (_, request) => {
    const { holder, created } = await verify(request);
    expect(holder.partner.partnerId).toBe('hospital-a');
    expect(Math.abs(created - NOW / 1000)).toBeLessThanOrEqual(300);
  });

  it('is admitted with rsa-v1_5-sha256 by an RSA key', async () => {
    const rsa = credentialFor('rsa-v1_5-sha256');
    const holders = directoryOf({ keys: [keyOf(rsa, { alg: 'rsa-v1_5-sha256' })] });
    expect((await verify(signedEvent(rsa), holders)).holder.key.alg).toBe('rsa-v1_5-sha256');
  });

  it('is admitted with either of two active keys (rotation)', async () => {
    const second = credentialFor('ed25519', 'hospital-a/second');
    const holders = directoryOf({ keys: [keyOf(credential), keyOf(second)] });
    expect((await verify(signedEvent(credential), holders)).holder.key.keyId).toBe('hospital-a/first');
    expect((await verify(signedEvent(second), holders)).holder.key.keyId).toBe('hospital-a/second');
  });

  it.each([
    ['after it', (value: string, proxy: string) => `${value}, ${proxy}`],
    ['before it', (value: string, proxy: string) => `${proxy}, ${value}`],
    ['and six more', (value: string, proxy: string) => `${value}, ${proxy}${manyLabels(6)}`],
  ])('is admitted with a signature of a proxy %s', async (_, beside) => {
    const request = withHeaders(event(), (headers) => ({
      'signature-input': beside(
        headers['signature-input'] ?? '',
        'proxy=("signature";key="sig1" "@target-uri");created=1;keyid="proxy, sig1=";alg="hmac-sha256"',
      ),
      'signature': beside(headers['signature'] ?? '', 'proxy=:AAAA:'),
    }));
    expect((await verify(request)).holder.key.keyId).toBe('hospital-a/first');
  });

  it('names the authority without the default port and in lower case', async () => {
    const upper = withHeaders(event(), () => ({ host: 'CONNECTOR.test:443' }));
    await expect(verify(upper)).resolves.toBeDefined();
    const plain = withHeaders(event(), () => ({ 'host': 'connector.test:80', 'x-forwarded-proto': 'http' }));
    await expect(verify(plain)).resolves.toBeDefined();
    await expect(verify(withHeaders(event(), () => ({ host: 'connector.test:80' })))).rejects.toMatchObject({
      code: 'signature.invalid',
    });
  });
});

describe('a component that cannot be covered is named', () => {
  const covering = (component: string) => input((value) => value.replace(')', ` ${component})`));
  it.each([
    ['"@target-uri"', 'The component "@target-uri" is not supported.'],
    ['"@scheme"', 'The component "@scheme" is not supported.'],
    ['"@request-target"', 'The component "@request-target" is not supported.'],
    ['"@status"', 'The component "@status" is not supported.'],
    ['"@query-param"', 'The component "@query-param" is not supported.'],
    ['"@query-param";name="from"', 'The component "@query-param" is not supported with parameters.'],
    ['"content-type";bs', 'The component "content-type" is not supported with parameters.'],
    ['"x-absent"', 'The component "x-absent" is covered and was not sent.'],
    ['"constructor"', 'The component "constructor" is covered and was not sent.'],
    [`"${'x'.repeat(100)}"`, `The component "${'x'.repeat(64)}" is covered and was not sent.`],
  ])('%s', async (component, message) => {
    await expect(verify(covering(component))).rejects.toMatchObject({ code: 'signature.components', message });
  });

  it('even where it stands for one that must be covered', async () => {
    const whole = input((value) => value.replace('"@authority" "@path" "@query"', '"@target-uri"'));
    await expect(verify(whole)).rejects.toMatchObject({ message: 'The component "@target-uri" is not supported.' });
  });
});

describe('every way of not being signed has its code', () => {
  const rsa = credentialFor('rsa-v1_5-sha256');
  const table: [string, string, GatewayEvent, typeof directory?][] = [
    ['signature.missing', 'no signature at all', event({ tamper: { unsigned: true } })],
    ['signature.missing', 'no signature header', withHeaders(event(), () => ({ signature: undefined }))],
    ['signature.missing', 'no signature-input header', withHeaders(event(), () => ({ 'signature-input': undefined }))],

    ['signature.malformed', 'another label', event({ tamper: { label: 'sig2' } })],
    ['signature.malformed', 'signature-input sent twice', input((value) => `${value},${value}`)],
    ['signature.malformed', 'signature sent twice', signature((value) => `${value},${value}`)],
    ['signature.malformed', 'sig1 twice beside others', signature((value) => `${value}, proxy=:AAAA:, ${value}`)],
    ['signature.malformed', 'nine labels in signature-input', input((value) => `${value}${manyLabels(8)}`)],
    ['signature.malformed', 'nine labels in signature', signature((value) => `${value}${manyLabels(8)}`)],
    ['signature.malformed', 'sig1 in one of the headers only', input((value) => value.replace('sig1=', 'proxy='))],
    ['signature.malformed', 'signature-input that is no list', input(() => 'sig1=1')],
    ['signature.malformed', 'signature-input that is no structured field', input(() => 'sig1=(((')],
    ['signature.malformed', 'signature that is a list', signature(() => 'sig1=(:AAAA:)')],
    ['signature.malformed', 'signature that is no byte sequence', signature(() => 'sig1="abc"')],
    ['signature.malformed', 'signature that is not base64', signature(() => 'sig1=:***:')],
    ['signature.malformed', 'a component that is no string', input((value) => value.replace('"@method"', 'method'))],
    ['signature.malformed', 'an unknown parameter', input((value) => `${value};extra=1`)],
    ['signature.malformed', 'no created', input((value) => value.replace(/;created=\d+/, ''))],
    ['signature.malformed', 'created as text', input((value) => value.replace(/;created=(\d+)/, ';created="$1"'))],
    ['signature.malformed', 'created as a date', input((value) => value.replace(/;created=(\d+)/, ';created=@$1'))],
    [
      'signature.malformed',
      'created as a fraction',
      input((value) => value.replace(/;created=(\d+)/, ';created=$1.5')),
    ],
    ['signature.malformed', 'no nonce', input((value) => value.replace(/;nonce="[^"]*"/, ''))],
    ['signature.malformed', 'an empty nonce', event({ tamper: { nonce: '' } })],
    ['signature.malformed', 'a nonce of 129 characters', event({ tamper: { nonce: 'n'.repeat(129) } })],
    ['signature.malformed', 'no keyid', input((value) => value.replace(/;keyid="[^"]*"/, ''))],
    ['signature.malformed', 'no alg', input((value) => value.replace(/;alg="[^"]*"/, ''))],
    ['signature.malformed', '33 components', input((value) => value.replace(')', `${' "date"'.repeat(28)})`))],
    ['signature.malformed', 'a header of 4 KiB', input((value) => value.replace('sig1=', `sig1=${' '.repeat(4_096)}`))],

    ...['@method', '@authority', '@path', '@query', 'content-digest'].map((name): [string, string, GatewayEvent] => [
      'signature.components',
      `${name} not covered`,
      event({ tamper: { omit: [name] } }),
    ]),
    [
      'signature.components',
      'an idempotency key not covered',
      event({ headers: { 'idempotency-key': 'k-1' }, tamper: { omit: ['idempotency-key'] } }),
    ],
    [
      'signature.components',
      'a component twice',
      input((value) => value.replace('("@method"', '("@method" "@method"')),
    ],
    [
      'signature.components',
      'a parameter on a component',
      input((value) => value.replace('"@method"', '"@method";req')),
    ],
    [
      'signature.components',
      'content-digest taken as a structured field',
      input((value) => value.replace('"content-digest"', '"content-digest";sf')),
    ],
    ['signature.components', 'a header that was not sent', input((value) => value.replace(')', ' "x-absent")'))],
    [
      'signature.components',
      'a derived component of another kind',
      input((value) => value.replace(')', ' "@status")')),
    ],

    ['signature.expired', 'signed 301 s ago', event({ tamper: { createdOffset: -301 } })],
    ['signature.expired', 'signed 301 s ahead', event({ tamper: { createdOffset: 301 } })],
    ['signature.expired', 'past its own end', input((value) => `${value};expires=${NOW / 1000 - 1}`)],

    ['signature.key-unknown', 'a key of nobody', event({ tamper: { keyId: 'hospital-a/none' } })],
    ['signature.key-unknown', 'a key id without a partner', event({ tamper: { keyId: 'none' } })],
    [
      'signature.key-unknown',
      'a key that is not yet active',
      event(),
      directoryOf({ keys: [keyOf(credential, { from: '2026-06-15T10:00:01+08:00' })] }),
    ],
    [
      'signature.key-unknown',
      'a key that is no longer active',
      event(),
      directoryOf({ keys: [keyOf(credential, { until: '2026-06-15T10:00:00+08:00' })] }),
    ],

    ['signature.algorithm', 'an algorithm that is not the key’s', event({ tamper: { alg: 'hmac-sha256' } })],
    ['signature.algorithm', 'RSA by the id of an ed25519 key', signedEvent(rsa)],
    ['signature.invalid', 'the key of another', event({ tamper: { privateKeyPem: other.privateKeyPem } })],
    ['signature.invalid', 'another path', event({ tamper: { target: '/v1/quotes' } })],
    ['signature.invalid', 'another query', event({ tamper: { target: '/v1/settlements?a=1' } })],
    ['signature.invalid', 'another host', event({ tamper: { headers: { host: 'elsewhere.test' } } })],
    ['signature.invalid', 'an empty signature', signature(() => 'sig1=::')],
    [
      'signature.invalid',
      'components in another order than signed',
      input((value) => value.replace('"@method" "@authority"', '"@authority" "@method"')),
    ],
    [
      'signature.invalid',
      'another idempotency key',
      event({ headers: { 'idempotency-key': 'k-1' }, tamper: { headers: { 'idempotency-key': 'k-2' } } }),
    ],
    [
      'signature.partner-suspended',
      'a suspended partner',
      event(),
      directoryOf({ status: 'suspended', keys: [keyOf(credential)] }),
    ],
  ];
  it.each(table)('%s: %s', async (code, _, request, holders) => {
    await expect(verify(request, holders)).rejects.toMatchObject({ name: 'ConnectorError', code });
  });
});
