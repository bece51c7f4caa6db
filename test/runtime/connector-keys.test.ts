import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startSecrets } from '../../local/engines/secrets.ts';
import type { Secrets } from '../../local/engines/secrets.ts';

let secrets: Secrets | undefined;
const ROOT = 'r'.repeat(64);

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('SECRET_ARN', 'arn:aws:secretsmanager:cn-north-1:000000000000:secret:test');
  vi.stubEnv('AWS_REGION', 'cn-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await secrets?.stop();
});

async function freshKeys(secretText: string) {
  secrets = await startSecrets(secretText);
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', secrets.endpoint);
  return import('../../lambdas/runtime/connector-keys.ts');
}

it('the keys come from the secret of the stage, which is read once', async () => {
  const { connectorKeys, deriveKeys } = await freshKeys(JSON.stringify({ root: ROOT }));
  const [one, other] = await Promise.all([connectorKeys(), connectorKeys()]);
  expect(one).toEqual(deriveKeys(ROOT));
  expect(other).toBe(one);
  await secrets?.stop();
  expect(await connectorKeys()).toBe(one);
});

it.each([['not JSON: hunter2'], ['{}'], ['null'], ['{"root":"hunter2"}'], ['{"root":7}']])(
  'a secret without a good root (%s) is a defect that does not quote it',
  async (text) => {
    const { connectorKeys } = await freshKeys(text);
    const error: unknown = await connectorKeys().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error)).toContain('the secret holds no root');
    expect(inspect(error)).not.toContain('hunter2');
  },
);

it('a read that failed is tried anew by the next request', async () => {
  const { connectorKeys } = await freshKeys('{}');
  await expect(connectorKeys()).rejects.toThrow('no root');
  await secrets?.stop();
  secrets = await startSecrets(JSON.stringify({ root: ROOT }));
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', secrets.endpoint);
  await expect(connectorKeys()).resolves.toBeDefined();
});
