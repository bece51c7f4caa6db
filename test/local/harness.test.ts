import { generateKeyPairSync } from 'node:crypto';
import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { parsePartner } from '../../lambdas/storage/partner-item.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { registerPartners } from '../../local/partners/register-partners.ts';
import { startConnector } from '../support/connector.ts';
import type { Connector } from '../support/connector.ts';
import { partnerRequest } from '../support/partner-request.ts';

describe('the test harness', () => {
  let connector: Connector;
  beforeAll(async () => {
    connector = await startConnector();
  });
  afterAll(() => connector.stop());

  it('registers the demo partners with their public keys', async () => {
    const key = { pk: { S: 'PARTNER#hospital-a' }, sk: { S: 'PARTNER' } };
    const { Item: item } = await connector.client.send(
      new GetItemCommand({ TableName: connector.tableName, Key: key }),
    );
    const partner = parsePartner(item ?? {});
    expect(partner).toMatchObject({ partnerId: 'hospital-a', kind: 'hospital', status: 'active' });
    expect(partner.keys[0]?.publicKeyPem).toContain('BEGIN PUBLIC KEY');
  });

  it('registers a partner with an RSA key, whose requests are admitted', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsa: Credential = {
      partnerId: 'insurer-b',
      kind: 'insurer',
      keyId: 'insurer-b/rsa',
      privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    const keys = deriveKeys('of a stage whose partners have no secrets');
    await registerPartners(connector.client, connector.tableName, [rsa], { keys });
    const answer = await connector.receive(partnerRequest(rsa, connector.now(), 'PUT', '/v1/coverages/C-1', {}));
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });

  it('counts what the SDK sends and what the engine charges for it', async () => {
    const sdk = new DynamoDBClient({});
    connector.traffic.take();
    await sdk.send(
      new GetItemCommand({
        TableName: connector.tableName,
        Key: { pk: { S: 'a' }, sk: { S: 'b' } },
        ConsistentRead: true,
      }),
    );
    expect(connector.traffic.take()).toMatchObject([{ operation: 'GetItem', capacity: 1 }]);
    expect(connector.traffic.take()).toEqual([]);
  });

  it('answers an unknown route as the gateway does', async () => {
    const answer = await connector.as('hospital-a').request('GET', '/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'route.unknown', requestId: answer.headers['connector-request-id'] });
  });
});
