import { generateKeyPairSync } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PartnerKey } from '../../lambdas/storage/partner-item.ts';
import { partnerItem } from '../../lambdas/storage/partner-item.ts';
import { publicKeyPem } from '../../local/partners/demo-partners.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder, consultPlan, coverageOf } from '../support/documents.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const doors = [
  ['PUT', '/v1/plans/p/versions/1', consultPlan('p'), 'insurer'],
  ['PUT', '/v1/coverages/C-1', coverageOf('M-1', 'p'), 'insurer'],
  ['POST', '/v1/eligibility-checks', { member: { memberId: 'M-1' } }, 'hospital'],
  ['POST', '/v1/quotes', consultOrder('HX-1', 'M-1', 100), 'hospital'],
  ['POST', '/v1/settlements', consultOrder('HX-1', 'M-1', 100), 'hospital'],
  ['GET', '/v1/orders/HX-1', undefined, 'hospital pharmacy'],
] as const;

describe.each(doors)('%s %s', (method, target, body, kinds) => {
  it('opens to nobody of another kind, and looks at nothing of what they sent', async () => {
    const before = await storedItems(connector);
    for (const partner of ['hospital-a', 'pharmacy-a', 'insurer-a'] as const) {
      if (kinds.includes(partner.split('-')[0] ?? '')) continue;
      for (const content of body === undefined ? [undefined] : [body, { not: 'even right' }, 'no JSON']) {
        const answer = await connector.as(partner).request(method, target, content);
        expect(answer).toMatchObject({ status: 403, body: { code: 'door.forbidden' } });
      }
    }
    expect(await storedItems(connector)).toEqual(before);
  });

  it('opens to nobody who does not sign, and says nothing else', async () => {
    const before = await storedItems(connector);
    for (const content of body === undefined ? [undefined] : [body, { not: 'even right' }, 'no JSON']) {
      const answer = await connector.request(method, target, content);
      expect(answer).toMatchObject({ status: 401, body: { code: 'signature.missing' } });
    }
    expect(await storedItems(connector)).toEqual(before);
  });
});

describe('a request that was overheard', () => {
  it('is refused when it is sent again, though its sender may repeat the order under another nonce', async () => {
    const order = consultOrder('HX-OVERHEARD', 'M-1', 100);
    const hospital = connector.as('hospital-a');
    const tamper = { nonce: 'overheard' };
    const first = await hospital.request('POST', '/v1/settlements', order, { tamper });
    const again = await hospital.request('POST', '/v1/settlements', order, { tamper });
    const repeated = await hospital.request('POST', '/v1/settlements', order);
    expect([first.status, repeated.status, repeated.text]).toEqual([201, 201, first.text]);
    expect(again).toMatchObject({ status: 401, body: { code: 'signature.replayed' } });
  });

  it('takes effect once when it is sent a dozen times at once', async () => {
    const order = consultOrder('HX-DOZEN', 'M-1', 100);
    const hospital = connector.as('hospital-a');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        hospital.request('POST', '/v1/settlements', order, { tamper: { nonce: 'a dozen times' } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'signature.replayed')).toHaveLength(11);
  });
});

describe('a partner', () => {
  const rewrite = async (partnerId: DemoPartnerId, over: { status?: 'suspended'; keys?: readonly PartnerKey[] }) => {
    const credential = connector.credentials.find((one) => one.partnerId === partnerId);
    if (credential === undefined) throw new Error('no such partner');
    const { kind, keyId } = credential;
    const first: PartnerKey = { keyId, alg: 'ed25519', publicKeyPem: publicKeyPem(credential) };
    const keys = [first, ...(over.keys ?? [])];
    const Item = partnerItem({ partnerId, kind, status: over.status ?? 'active', keys });
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item }));
  };

  it('that is suspended is refused at every door', async () => {
    await rewrite('insurer-b', { status: 'suspended' });
    const before = await storedItems(connector);
    const answer = await connector.as('insurer-b').request('PUT', '/v1/plans/s/versions/1', consultPlan('s'));
    expect(answer).toMatchObject({ status: 401, body: { code: 'signature.partner-suspended' } });
    expect(await storedItems(connector)).toEqual(before);
  });

  it('that changes its keys may sign with both, until the old one ends; with a third it may not', async () => {
    const pairs = [generateKeyPairSync('ed25519'), generateKeyPairSync('rsa', { modulusLength: 2048 })];
    const [second, third] = pairs.map(({ publicKey, privateKey }) => ({
      publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }));
    if (second === undefined || third === undefined) throw new Error('no keys');
    await rewrite('hospital-b', {
      keys: [
        {
          keyId: 'hospital-b/second',
          alg: 'ed25519',
          publicKeyPem: second.publicKeyPem,
          until: '2026-07-01T00:00:00Z',
        },
        {
          keyId: 'hospital-b/old',
          alg: 'rsa-v1_5-sha256',
          publicKeyPem: third.publicKeyPem,
          until: '2026-01-01T00:00:00Z',
        },
      ],
    });
    const check = { member: { memberId: 'M-NOBODY' } };
    const askWith = async (tamper: object) =>
      (await connector.as('hospital-b').request('POST', '/v1/eligibility-checks', check, { tamper })).body['code'];
    const withSecond = { keyId: 'hospital-b/second', privateKeyPem: second.privateKeyPem };
    expect(await askWith({})).toBe('member.unknown');
    expect(await askWith(withSecond)).toBe('member.unknown');
    expect(await askWith({ keyId: 'hospital-b/old', privateKeyPem: third.privateKeyPem })).toBe(
      'signature.key-unknown',
    );
    expect(await askWith({ keyId: 'hospital-b/third', privateKeyPem: third.privateKeyPem })).toBe(
      'signature.key-unknown',
    );
    expect(await askWith({ privateKeyPem: second.privateKeyPem })).toBe('signature.invalid');
    // a key of another partner does not become one's own
    expect(await askWith({ keyId: 'hospital-a/first' })).toBe('signature.invalid');
    connector.setNow('2026-07-01T00:00:00Z');
    expect(await askWith(withSecond)).toBe('signature.key-unknown');
    expect(await askWith({})).toBe('member.unknown');
  });
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
