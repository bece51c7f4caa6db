import { createHmac, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { publicKeyPem } from '../../local/partners/demo-partners.ts';
import {
  coveredComponents,
  freshNonce,
  signatureBase,
  signatureHeaders,
  signatureParameters,
} from '../../local/signing/request-signature.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { partnerRequest } from '../support/partner-request.ts';
import { storedItems } from '../support/stored-items.ts';
import { webhookRequest } from '../support/webhook-request.ts';

let connector: Connector;
let hospital: Credential;
let pharmacy: Credential;
beforeAll(async () => {
  connector = await startCheckedConnector();
  [hospital, pharmacy] = ['hospital-a', 'pharmacy-a'].map((partnerId) => {
    const credential = connector.credentials.find((one) => one.partnerId === partnerId);
    if (credential === undefined) throw new Error(`${partnerId} is no demo partner`);
    return credential;
  }) as [Credential, Credential];
});
afterAll(() => connector.stop());

const order = consultOrder('HX-FORGED', 'M-1', 100);
const url = new URL('https://connector.test/v1/settlements');
const body = Buffer.from(JSON.stringify(order));
const components = () => coveredComponents({ method: 'POST', url, headers: {}, body });
const parameters = (over: object = {}) => ({
  ...{ created: Math.floor(connector.now() / 1000), nonce: freshNonce(), keyid: hospital.keyId, alg: 'ed25519' },
  ...over,
});

/** Sent with these headers in the place of a signature; refused, and nothing is written. */
async function codeOf(headers: Readonly<Record<string, string>>): Promise<unknown> {
  const before = await storedItems(connector);
  const now = connector.now();
  const digest = { 'content-digest': components()['content-digest'] ?? '' };
  const tamper = { unsigned: true, headers: { ...digest, ...headers } };
  const answer = await connector.receive(partnerRequest(hospital, now, 'POST', url.pathname, body, { tamper }));
  expect(answer.status).toBe(401);
  expect(await storedItems(connector)).toEqual(before);
  return answer.body['code'];
}

describe('a signature that nobody made who may', () => {
  it.each(['hmac-sha256', 'ed25519', 'rsa-v1_5-sha256', 'none'])(
    'by HMAC with the public key as its secret, called %s',
    async (alg) => {
      const text = signatureParameters(Object.keys(components()), parameters({ alg }));
      for (const secret of [publicKeyPem(hospital), Buffer.from(publicKeyPem(hospital)).toString('base64'), '']) {
        const mac = createHmac('sha256', secret).update(signatureBase(components(), text)).digest();
        // as long as one of ed25519 is
        for (const bytes of [mac, Buffer.concat([mac, mac])]) {
          const code = await codeOf({
            'signature-input': `sig1=${text}`,
            'signature': `sig1=:${bytes.toString('base64')}:`,
          });
          expect(code).toBe(alg === 'ed25519' ? 'signature.invalid' : 'signature.algorithm');
        }
      }
    },
  );

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeroes', Buffer.alloc(64)],
    // the point of order one, which signs everything in a verifier that takes it
    ['the neutral point', Buffer.concat([Buffer.from([1]), Buffer.alloc(63)])],
    ['a signature and a byte more', Buffer.alloc(65, 1)],
  ])('of %s', async (_, bytes) => {
    const text = signatureParameters(Object.keys(components()), parameters());
    const headers = { 'signature-input': `sig1=${text}`, 'signature': `sig1=:${bytes.toString('base64')}:` };
    expect(await codeOf(headers)).toBe('signature.invalid');
  });

  it('by a weaker key of another kind under the id of the right one', async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const forged = signatureHeaders(components(), parameters({ alg: 'rsa-v1_5-sha256' }), pair.privateKey);
    expect(await codeOf(forged)).toBe('signature.algorithm');
  });

  it('over a body that was swapped with its digest, or over half of what must be covered', async () => {
    const key = createPrivateKey(hospital.privateKeyPem);
    const other = { ...components(), 'content-digest': 'sha-256=:AAAA:' };
    expect(await codeOf(signatureHeaders(other, parameters(), key))).toBe('signature.digest');
    for (const name of Object.keys(components())) {
      const { [name]: left, ...rest } = components();
      expect(left).toBeDefined();
      expect(await codeOf(signatureHeaders(rest, parameters(), key)), name).toBe('signature.components');
    }
  });

  it('beside the right one: whichever is called sig1 counts, and two of that name are none', async () => {
    const key = createPrivateKey(hospital.privateKeyPem);
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const [right, wrong] = [key, stranger].map((one) => signatureHeaders(components(), parameters(), one));
    const both = (first: Record<string, string>, second: Record<string, string>) => ({
      'signature-input': `${first['signature-input']}, ${second['signature-input']}`,
      'signature': `${first['signature']}, ${second['signature']}`,
    });
    expect(await codeOf(both(right ?? {}, wrong ?? {}))).toBe('signature.malformed');
    expect(await codeOf(both(wrong ?? {}, right ?? {}))).toBe('signature.malformed');
    expect(await codeOf({ ...right, signature: wrong?.['signature'] ?? '' })).toBe('signature.invalid');
  });

  it('is none for another route of the same partner, nor for another of the same name', async () => {
    const now = connector.now();
    for (const target of [
      '/v1/quotes',
      '/v1/settlements?',
      '/v1/settlements/',
      '/V1/settlements',
      '/v1/./settlements',
    ]) {
      const signed = partnerRequest(hospital, now, 'POST', '/v1/settlements', body, { tamper: { target } });
      const { status, body: told } = await connector.receive(signed);
      const isSame = target === '/v1/settlements?';
      // an empty query is a query, and signed as the same
      if (isSame) expect(status).toBe(201);
      else expect([401, 404]).toContain(status);
      if (!isSame) expect(['signature.invalid', 'route.unknown']).toContain(told['code']);
    }
  });
});

describe('a webhook that nobody sent who may', () => {
  const event = {
    type: 'order.cancelled',
    occurredAt: '2026-06-15T10:00:00+08:00',
    data: { orderNo: 'HX-1', reason: 'x' },
  };
  const refused = async (request: ReturnType<typeof webhookRequest>) => {
    const before = await storedItems(connector);
    const { status, body: told } = await connector.receive(request);
    expect(await storedItems(connector)).toEqual(before);
    return [status, told['code']];
  };

  it('is refused where its secret is the public key, the partner’s name or nothing', async () => {
    for (const secret of [publicKeyPem(hospital), 'pharmacy-a', '', 'whsec_']) {
      const webhookSecret = `whsec_${Buffer.from(secret).toString('base64')}`;
      const request = webhookRequest({ partnerId: 'pharmacy-a', webhookSecret }, connector.now(), event);
      expect(await refused(request)).toEqual([401, 'signature.invalid']);
    }
  });

  it('is refused where it was signed for another time, id or partner, also with a full stop moved between them', async () => {
    const now = connector.now();
    const seconds = Math.floor(now / 1000);
    const moved = { 'webhook-id': `WH-1.${seconds}`, 'webhook-timestamp': String(seconds) };
    for (const headers of [{ 'webhook-id': 'WH-2' }, { 'connector-partner': 'pharmacy-b' }, moved]) {
      const request = webhookRequest(pharmacy, now, event, { webhookId: 'WH-1', tamper: { headers } });
      expect(await refused(request)).toEqual([401, 'signature.invalid']);
    }
  });

  it('opens no door that asks for a signature, and a signature opens not this one', async () => {
    const { headers } = webhookRequest(pharmacy, connector.now(), order);
    const asSettlement = { method: 'POST', target: '/v1/settlements', headers, body, sourceIp: '127.0.0.1' };
    expect(await refused(asSettlement)).toEqual([401, 'signature.missing']);
    const signed = partnerRequest(pharmacy, connector.now(), 'POST', '/v1/webhooks/pharmacy-orders', event);
    expect(await refused(signed)).toEqual([401, 'signature.missing']);
  });
});
