import { createPrivateKey } from 'node:crypto';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { partnerItem } from '../../lambdas/storage/partner-item.ts';
import { publicKeyPem } from '../../local/partners/demo-partners.ts';
import { coveredComponents, freshNonce, signatureHeaders } from '../../local/signing/request-signature.ts';
import { captureOutput, startDoors } from './test-door.ts';
import type { SendOptions, TestDoors } from './test-door.ts';

const good = { orderNo: 'A-1', lines: [{ amount: 100 }] };
let doors: TestDoors;
beforeAll(async () => {
  captureOutput();
  doors = await startDoors();
});
afterEach(() => doors.reset());
afterAll(() => doors.connector.stop());

const send = (content: unknown = good, options: SendOptions = {}) => doors.send('hospital-a', content, options);

async function storedNonces(): Promise<number> {
  const TableName = doors.connector.tableName;
  const { Items = [] } = await doors.connector.client.send(new ScanCommand({ TableName }));
  return Items.filter((item) => item['sk']?.S === 'NONCE').length;
}

describe('a request that is refused for its signature', () => {
  it.each([
    ['signature.missing', { tamper: { unsigned: true } }],
    ['signature.digest', { tamper: { digestOf: 'other bytes' } }],
    ['signature.digest', { tamper: { body: '{"orderNo":"A-2","lines":[]}' } }],
    ['signature.expired', { tamper: { createdOffset: -400 } }],
    ['signature.key-unknown', { tamper: { keyId: 'hospital-a/other' } }],
    ['signature.key-unknown', { tamper: { keyId: 'hospital-z/first' } }],
  ] as const)('is 401 %s, and nothing is looked at or stored (%#)', async (code, options) => {
    const before = await storedNonces();
    const answer = await send('not JSON, were it looked at', options);
    expect(answer).toMatchObject({ status: 401, body: { code, status: 401, retry: 'never' } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect([doors.handled, await storedNonces()]).toEqual([0, before]);
  });

  it.each([
    ['sha-512 only', 'sha-512=:AAAA:'],
    ['no structured field', 'sha-256=abc;;'],
    ['a digest of another length', 'sha-256=:AAAA:'],
    ['text', 'sha-256="abc"'],
  ])('has the code signature.digest where content-digest is %s', async (_, digest) => {
    // covered as it stands: the signature is right, and only the digest is not
    const signed = await resigned(digest);
    expect(signed).toMatchObject({ status: 401, body: { code: 'signature.digest' } });
  });

  it('is none where another algorithm stands beside sha-256', async () => {
    expect((await resigned(undefined, 'sha-512=:AAAA:, ')).status).toBe(201);
  });

  it('stays cheap when it is unsigned and huge', async () => {
    const answer = await send(Buffer.alloc(9_000_000, 0x20), { tamper: { unsigned: true } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'signature.missing' } });
  });
});

describe('a suspended partner', () => {
  it('is refused by name, and served again when it is active', async () => {
    const credential = doors.connector.credentials.find(({ partnerId }) => partnerId === 'pharmacy-b');
    if (credential === undefined) throw new Error('no such partner');
    const { partnerId, kind, keyId } = credential;
    const keys = [{ keyId, alg: 'ed25519' as const, publicKeyPem: publicKeyPem(credential) }];
    const Item = partnerItem({ partnerId, kind, status: 'suspended', keys });
    await doors.connector.client.send(new PutItemCommand({ TableName: doors.connector.tableName, Item }));
    expect(await doors.send('pharmacy-b', good)).toMatchObject({
      status: 401,
      body: { code: 'signature.partner-suspended' },
    });
  });
});

/** A request whose content-digest is another text, and covered as that text. */
async function resigned(digest: string | undefined, before = '') {
  const credential = doors.connector.credentials.find(({ partnerId }) => partnerId === 'hospital-a');
  if (credential === undefined) throw new Error('no such partner');
  const body = Buffer.from(JSON.stringify(good));
  const url = new URL('https://connector.test/v1/things/T-1');
  const components = coveredComponents({ method: 'POST', url, headers: {}, body });
  components['content-digest'] = digest ?? before + components['content-digest'];
  const created = Math.floor(doors.connector.now() / 1000);
  const parameters = { created, nonce: freshNonce(), keyid: credential.keyId, alg: 'ed25519' };
  const headers = signatureHeaders(components, parameters, createPrivateKey(credential.privateKeyPem));
  return send(body, { tamper: { unsigned: true, headers } });
}
