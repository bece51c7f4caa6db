import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { openWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';
import { parsePartner, partnerPrimaryKey } from '../../lambdas/storage/partner-item.ts';
import { type DynamoDb, startDynamoDb } from '../../local/engines/dynamodb.ts';
import { type Secrets, startSecrets } from '../../local/engines/secrets.ts';
import { partnerCommand } from '../../tools/partner-command.ts';
import { partnerStore } from '../../tools/partner-store.ts';
import { Refusal } from '../../tools/refusal.ts';
import { tableDefinition } from '../support/table.ts';

const program = fileURLToPath(new URL('../../tools/partner.ts', import.meta.url));
const tableName = 'direct-billing-dev';
const environment = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

const root = 'a root of at least thirty-two characters';

let engine: DynamoDb;
let secrets: Secrets;
let client: DynamoDBClient;
let directory: string;

beforeAll(async () => {
  engine = await startDynamoDb();
  secrets = await startSecrets(JSON.stringify({ root }));
  client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: environment.AWS_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(new CreateTableCommand(tableDefinition(tableName)));
  directory = mkdtempSync(join(tmpdir(), 'partner-'));
});

afterAll(async () => {
  client.destroy();
  await Promise.all([engine.stop(), secrets.stop()]);
  rmSync(directory, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

function partner(...args: readonly string[]): Promise<Outcome> {
  const env = {
    ...environment,
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    LOCAL_DIR: directory,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, out, said) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said });
    });
  });
}

function pem(name: string, key: KeyObject): string {
  const file = join(directory, name);
  writeFileSync(file, key.export({ type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'pem' }));
  return file;
}

async function stored(partnerId: string) {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: partnerPrimaryKey(partnerId) }));
  return Item === undefined ? undefined : parsePartner(Item);
}

const newKey = (name: string) => pem(name, generateKeyPairSync('ed25519').publicKey);

describe('npm run partner', () => {
  it('onboards a hospital with its public key, and never a second time', async () => {
    const key = newKey('hospital-1.pem');
    const add = ['add', 'hospital-1', '--stage', 'dev', '--kind', 'hospital', '--key', `2026=${key}`];

    const first = await partner(...add);

    expect(first).toMatchObject({ code: 0, said: '' });
    expect(await stored('hospital-1')).toMatchObject({
      kind: 'hospital',
      status: 'active',
      keys: [{ keyId: 'hospital-1/2026', alg: 'ed25519' }],
    });
    expect(await partner(...add)).toMatchObject({ code: 1, said: 'refused: hospital-1 exists already\n' });
  });

  it('rotates keys: a second one is added, a third is refused, the first is retired', async () => {
    await partner('add', 'pharmacy-1', '--table', tableName, '--kind', 'pharmacy', '--key', `a=${newKey('a.pem')}`);
    const rsa = pem('b.pem', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);

    expect(await partner('add-key', 'pharmacy-1', '--stage', 'dev', '--key', `b=${rsa}`)).toMatchObject({ code: 0 });
    const third = await partner('add-key', 'pharmacy-1', '--stage', 'dev', '--key', `c=${newKey('c.pem')}`);
    expect(third.said).toContain('more than 2 active keys');
    const retired = await partner('retire-key', 'pharmacy-1', '--stage', 'dev', '--name', 'a');
    expect(JSON.parse(retired.out.slice(retired.out.indexOf('{')))).toMatchObject({
      keys: [
        { keyId: 'pharmacy-1/a', active: false },
        { keyId: 'pharmacy-1/b', active: true, alg: 'rsa-v1_5-sha256' },
      ],
    });
    expect((await stored('pharmacy-1'))?.keys).toHaveLength(2);
  });

  it('refuses a private key loudly and stores nothing', async () => {
    const file = pem('private.pem', generateKeyPairSync('ed25519').privateKey);

    const outcome = await partner('add', 'hospital-2', '--stage', 'dev', '--kind', 'hospital', '--key', `k=${file}`);

    expect(outcome.code).toBe(1);
    expect(outcome.said).toContain('THIS FILE HOLDS A PRIVATE KEY');
    expect(await stored('hospital-2')).toBeUndefined();
  });

  it('suspends and resumes', async () => {
    const key = `k=${newKey('insurer-1.pem')}`;
    const claims = 'https://claims.example.org/v1';
    await partner('add', 'insurer-1', '--stage', 'dev', '--kind', 'insurer', '--key', key, '--claims-url', claims);

    expect(await partner('suspend', 'insurer-1', '--stage', 'dev')).toMatchObject({ code: 0 });
    expect(await stored('insurer-1')).toMatchObject({ status: 'suspended', claimsUrl: claims });
    expect(await partner('resume', 'insurer-1', '--stage', 'dev')).toMatchObject({ code: 0 });
    expect(await stored('insurer-1')).toMatchObject({ status: 'active' });
  });

  it('lets one of two people win who change the same partner at once', async () => {
    await partner('add', 'hospital-3', '--stage', 'dev', '--kind', 'hospital', '--key', `a=${newKey('h3a.pem')}`);

    const keys = ['b', 'c', 'd'].map((name) => `${name}=${newKey(`h3${name}.pem`)}`);
    const outcomes = await Promise.all(
      keys.map((key) => partner('add-key', 'hospital-3', '--stage', 'dev', '--key', key)),
    );

    expect(outcomes.filter(({ code }) => code === 0)).toHaveLength(1);
    expect((await stored('hospital-3'))?.keys).toHaveLength(2);
  });

  it('makes a webhook secret, shows it once and stores it sealed', async () => {
    await partner('add', 'pharmacy-2', '--stage', 'dev', '--kind', 'pharmacy', '--key', `a=${newKey('p2.pem')}`);
    const add = ['add-webhook-secret', 'pharmacy-2', '--stage', 'dev', '--root-secret', 'arn:aws:secretsmanager:x'];

    const added = await partner(...add, '--name', '2026');

    const [, secret = ''] = /^the secret, shown this once: (whsec_\S{44})$/m.exec(added.out) ?? [];
    const [kept] = (await stored('pharmacy-2'))?.webhookSecrets ?? [];
    expect(kept && openWebhookSecret(deriveKeys(root), 'pharmacy-2', kept)).toBe(secret);
    const shown = await partner('show', 'pharmacy-2', '--stage', 'dev');
    expect(JSON.parse(shown.out)).toMatchObject({ webhookSecrets: [{ name: '2026', active: true }] });
    expect(shown.out).not.toContain(kept?.sealed);
    expect((await partner(...add, '--name', '2026')).said).toContain('a name is given once');

    await partner(...add, '--name', '2027', '--from', '2030-01-01T00:00:00Z');
    await partner('retire-webhook-secret', 'pharmacy-2', '--stage', 'dev', '--name', '2026');
    expect((await stored('pharmacy-2'))?.webhookSecrets).toMatchObject([
      { name: '2026', until: expect.any(String) as string },
      { name: '2027', from: '2030-01-01T00:00:00.000Z' },
    ]);
  });

  it('prints the key with which the connector signs, and nothing private of it', async () => {
    const printed = await partner('connector-key', '--stage', 'dev', '--root-secret', 'arn:aws:secretsmanager:x');
    const { keyId, publicKeyPem } = connectorSigner(deriveKeys(root));
    expect(printed).toMatchObject({ code: 0, out: `${keyId}\n${publicKeyPem}` });
  });

  it('undoes nobody’s change of secrets or of the URL: who read the partner before it is refused', async () => {
    await partner('add', 'pharmacy-3', '--stage', 'dev', '--kind', 'pharmacy', '--key', `a=${newKey('p3.pem')}`);
    const store = partnerStore(tableName, client);
    const before = await store.find('pharmacy-3');
    if (before === undefined) throw new Error('the partner was not stored');

    const withSecret = { ...before, webhookSecrets: [{ name: 'a', sealed: 'v1.k.a' }] };
    await store.replace(before, withSecret);
    await expect(store.replace(before, { ...before, status: 'suspended' })).rejects.toThrow('somebody else');
    const withUrl = { ...withSecret, webhookUrl: 'https://pharmacy.example/' };
    await store.replace(withSecret, withUrl);
    await expect(store.replace(withSecret, { ...withSecret, webhookSecrets: [] })).rejects.toThrow('somebody else');
    expect(await stored('pharmacy-3')).toEqual(withUrl);
  });

  it('sets where a hospital hears of its orders', async () => {
    await partner('add', 'hospital-4', '--stage', 'dev', '--kind', 'hospital', '--key', `a=${newKey('h4.pem')}`);
    const set = ['set-webhook-url', 'hospital-4', '--stage', 'dev', '--url'];

    expect(await partner(...set, 'https://hospital.example/hooks')).toMatchObject({ code: 0 });
    expect(await stored('hospital-4')).toMatchObject({ webhookUrl: 'https://hospital.example/hooks' });
    expect(await partner(...set, 'none')).toMatchObject({ code: 0 });
    expect((await stored('hospital-4'))?.webhookUrl).toBeUndefined();
  });

  it('says that no product runs here where none does', async () => {
    const outcome = await partner('show', 'pharmacy-a', '--stage', 'local');

    expect(outcome).toMatchObject({
      code: 1,
      said: 'refused: no product runs here: start it, or name another stage\n',
    });
  });

  it('says that a partner is not there', async () => {
    const outcome = await partner('show', 'nobody', '--stage', 'dev');

    expect(outcome).toMatchObject({ code: 1, said: 'refused: there is no partner nobody in direct-billing-dev\n' });
  });

  it.each([
    [['add', 'hospital 9', '--stage', 'dev'], 'partnerId'],
    [['show', 'hospital-1'], '--stage or --table'],
    [['show', 'hospital-1', '--stage', 'dev', '--table', 'direct-billing-dev'], '--stage or --table'],
    [['show', 'hospital-1', '--stage', 'production'], 'dev, staging, prod, local'],
    [['show', 'hospital-1', '--stage', 'dev', '--force'], "Unknown option '--force'"],
    [['show', 'hospital-1', 'hospital-2', '--stage', 'dev'], 'one partner'],
    [['delete', 'hospital-1', '--stage', 'dev'], 'command'],
    [['add-webhook-secret', 'hospital-1', '--stage', 'dev', '--name', 'a'], '--root-secret <arn>'],
    [['add-webhook-secret', 'hospital-1', '--stage', 'dev', '--root-secret', 'arn'], 'name'],
    [['show', 'hospital-1', '--stage', 'dev', '--name', 'x'], 'name'],
    [['show', '--stage', 'dev'], 'partnerId'],
    [['connector-key', '--stage', 'dev'], '--root-secret <arn>'],
    [['connector-key', 'hospital-1', '--stage', 'local'], 'partnerId'],
    [['add-key', 'hospital-1', '--stage', 'dev', '--key', 'nameless.pem'], '<name>=<file>'],
    [['add-key', 'hospital-1', '--stage', 'dev', '--key', 'a=/nowhere.pem'], 'cannot be read'],
    [['retire-key', 'hospital-1', '--stage', 'dev', '--name', 'a', '--at', '2026-11-31T00:00:00Z'], 'at'],
    [['retire-key', 'hospital-1', '--stage', 'dev', '--name', 'a', '--at', '2026-11-21T00:00:00'], 'at'],
  ])('refuses %j and says why', (args, reason) => {
    expect(() => partnerCommand(args)).toThrow(reason);
    expect(() => partnerCommand(args)).toThrow(Refusal);
  });
});
