import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePartner, partnerPrimaryKey } from '../../lambdas/storage/partner-item.ts';
import { type DynamoDb, startDynamoDb } from '../../local/engines/dynamodb.ts';
import { partnerCommand } from '../../tools/partner-command.ts';
import { Refusal } from '../../tools/refusal.ts';
import { tableDefinition } from '../support/table.ts';

const program = fileURLToPath(new URL('../../tools/partner.ts', import.meta.url));
const tableName = 'direct-billing-dev';
const environment = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

let engine: DynamoDb;
let client: DynamoDBClient;
let directory: string;

beforeAll(async () => {
  engine = await startDynamoDb();
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
  await engine.stop();
  rmSync(directory, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

function partner(...args: readonly string[]): Promise<Outcome> {
  const env = { ...environment, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint };
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

  it('says that a partner is not there', async () => {
    const outcome = await partner('show', 'nobody', '--stage', 'dev');

    expect(outcome).toMatchObject({ code: 1, said: 'refused: there is no partner nobody in direct-billing-dev\n' });
  });

  it.each([
    [['add', 'hospital 9', '--stage', 'dev'], 'partnerId'],
    [['show', 'hospital-1'], '--stage or --table'],
    [['show', 'hospital-1', '--stage', 'dev', '--table', 'direct-billing-dev'], '--stage or --table'],
    [['show', 'hospital-1', '--stage', 'production'], 'dev, staging, prod'],
    [['show', 'hospital-1', '--stage', 'dev', '--force'], "Unknown option '--force'"],
    [['show', 'hospital-1', 'hospital-2', '--stage', 'dev'], 'one partner'],
    [['delete', 'hospital-1', '--stage', 'dev'], 'command'],
    [['show', 'hospital-1', '--stage', 'dev', '--name', 'x'], 'name'],
    [['add-key', 'hospital-1', '--stage', 'dev', '--key', 'nameless.pem'], '<name>=<file>'],
    [['add-key', 'hospital-1', '--stage', 'dev', '--key', 'a=/nowhere.pem'], 'cannot be read'],
    [['retire-key', 'hospital-1', '--stage', 'dev', '--name', 'a', '--at', '2026-11-31T00:00:00Z'], 'at'],
    [['retire-key', 'hospital-1', '--stage', 'dev', '--name', 'a', '--at', '2026-11-21T00:00:00'], 'at'],
  ])('refuses %j and says why', (args, reason) => {
    expect(() => partnerCommand(args)).toThrow(reason);
    expect(() => partnerCommand(args)).toThrow(Refusal);
  });
});
