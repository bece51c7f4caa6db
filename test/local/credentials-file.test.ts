import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { credentialsFile, loadOrCreateCredentials, readCredentials } from '../../local/partners/credentials-file.ts';
import { generateCredentials } from '../../local/partners/demo-partners.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { removeDir, temporaryDir } from './fixtures/child.ts';

let localDir: string;
beforeEach(() => {
  localDir = temporaryDir();
});
afterEach(() => removeDir(localDir));

function withoutSecret(one: Credential): Credential {
  const { webhookSecret: _, ...rest } = one;
  return rest;
}

it('gives every provider a secret of its own for webhooks, and no insurer', () => {
  const secrets = loadOrCreateCredentials(localDir).map(({ kind, webhookSecret }) => [kind, webhookSecret] as const);
  const ofProviders = secrets.filter(([kind]) => kind !== 'insurer').map(([, secret]) => secret);
  expect(ofProviders.every((secret) => /^whsec_[A-Za-z0-9+/]{43}=$/.test(secret ?? ''))).toBe(true);
  expect(new Set(ofProviders).size).toBe(4);
  expect(secrets.filter(([kind]) => kind === 'insurer')).toEqual([
    ['insurer', undefined],
    ['insurer', undefined],
  ]);
});

it('adds to an older file the partners and the secrets that it lacks, and changes nothing else', () => {
  const older = generateCredentials()
    .slice(0, 5)
    .map((one) => (one.kind === 'hospital' ? withoutSecret(one) : one));
  writeFileSync(join(localDir, 'credentials.json'), JSON.stringify({ partners: older }));

  const completed = loadOrCreateCredentials(localDir);

  expect(completed.map(({ webhookSecret }) => webhookSecret !== undefined)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  const kept = completed.slice(0, 5).map((one) => (one.kind === 'hospital' ? withoutSecret(one) : one));
  expect(kept).toEqual(older);
  expect(readCredentials(localDir)).toEqual(completed);
  expect(loadOrCreateCredentials(localDir)).toEqual(completed);
  expect(credentialsFile(localDir)).toBe(join(localDir, 'credentials.json'));
});
