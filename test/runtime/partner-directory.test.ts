import { beforeEach, describe, expect, it } from 'vitest';
import { partnerCache } from '../../lambdas/runtime/partner-cache.ts';
import { partnerDirectory } from '../../lambdas/runtime/partner-directory.ts';
import type { Partner } from '../../lambdas/storage/partner-item.ts';
import { credentialFor, keyOf } from './signed-event.ts';

const first = keyOf(credentialFor('ed25519', 'hospital-a/first'));
const second = keyOf(credentialFor('ed25519', 'hospital-a/second'));

describe('the directory of partners', () => {
  let reads: string[];
  let elapsed: number;
  let stored: Partner | undefined;
  const newDirectory = () =>
    partnerDirectory(
      partnerCache({
        read: async (partnerId) => {
          reads.push(partnerId);
          return stored && { ...stored, partnerId };
        },
        elapsedMs: () => elapsed,
      }),
    );
  beforeEach(() => {
    [reads, elapsed] = [[], 0];
    stored = { partnerId: 'hospital-a', kind: 'hospital', status: 'active', keys: [first] };
  });

  it('reads a partner once in 30 s', async () => {
    const { find } = newDirectory();
    await find(first.keyId);
    elapsed = 29_999;
    expect((await find(first.keyId))?.key).toEqual(first);
    expect(reads).toEqual(['hospital-a']);
    elapsed = 30_000;
    await find(first.keyId);
    expect(reads).toHaveLength(2);
  });

  it('learns of a suspension within 30 s', async () => {
    const { find } = newDirectory();
    await find(first.keyId);
    stored = stored && { ...stored, status: 'suspended' };
    elapsed = 30_000;
    expect((await find(first.keyId))?.partner.status).toBe('suspended');
  });

  it('finds a new key at once, and looks for one that is not there once a second', async () => {
    const { find } = newDirectory();
    await find(first.keyId);
    elapsed = 1_000;
    expect(await find(second.keyId)).toBeUndefined();
    expect(await find(second.keyId)).toBeUndefined();
    expect(reads).toHaveLength(2);
    stored = stored && { ...stored, keys: [first, second] };
    elapsed = 2_000;
    expect((await find(second.keyId))?.key).toEqual(second);
  });

  it('does not read for what is no key id', async () => {
    expect(await newDirectory().find('nobody')).toBeUndefined();
    expect(reads).toEqual([]);
  });

  it('does not keep partners that are not there', async () => {
    const { find } = newDirectory();
    stored = undefined;
    expect(await find(first.keyId)).toBeUndefined();
    stored = { partnerId: 'hospital-a', kind: 'hospital', status: 'active', keys: [first] };
    expect(await find(first.keyId)).toBeDefined();
  });

  it('keeps a thousand partners at most, the oldest going first', async () => {
    const { find } = newDirectory();
    for (let at = 0; at <= 1_000; at++) await find(`hospital-${at}/first`);
    await find('hospital-1000/none');
    reads = [];
    await find('hospital-0/first');
    expect(reads).toContain('hospital-0');
  });

  it('verifies with one parsed key, whoever asks', async () => {
    const { find } = newDirectory();
    expect((await find(first.keyId))?.verify).toBe((await find(first.keyId))?.verify);
  });

  it('refuses to verify with a key of another kind than it says', async () => {
    const rsa = credentialFor('rsa-v1_5-sha256');
    stored = stored && { ...stored, keys: [keyOf(rsa, { alg: 'ed25519' })] };
    await expect(newDirectory().find(rsa.keyId)).rejects.toThrow('is not one for ed25519');
  });
});
