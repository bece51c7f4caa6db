import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Partner } from '../../lambdas/storage/partner-item.ts';
import { type NamedKey, newPartner, withKey, withoutKey, withStatus } from '../../tools/partner-changes.ts';
import { publicKeyOf } from '../../tools/public-key.ts';

const now = Date.parse('2026-11-21T10:00:00Z');
const day = 86_400_000;
const at = (days: number) => new Date(now + days * day).toISOString();
const named = (name: string, more: Partial<NamedKey> = {}): NamedKey => ({
  name,
  alg: 'ed25519',
  publicKeyPem: `pem of ${name}`,
  ...more,
});
const hospital = (): Partner => newPartner({ partnerId: 'hospital-1', kind: 'hospital', key: named('a') }, now);

describe('the keys of a partner', () => {
  it('allows two at once, and a third as soon as one ends where it begins', () => {
    const two = withKey(hospital(), named('b'), now);

    expect(() => withKey(two, named('c'), now)).toThrow('more than 2 active keys');
    expect(() => withKey(two, named('c', { from: at(5) }), now)).toThrow('more than 2 active keys');
    const ending = withoutKey(two, 'a', now + 5 * day);
    expect(() => withKey(ending, named('c', { from: at(4) }), now)).toThrow('more than 2 active keys');
    expect(withKey(ending, named('c', { from: at(5) }), now).keys).toHaveLength(3);
  });

  it('never gives a key id twice, not even that of a retired key', () => {
    const retired = withoutKey(hospital(), 'a', now);

    expect(() => withKey(retired, named('a', { publicKeyPem: 'another' }), now)).toThrow('exists already');
    expect(() => withKey(retired, named('b', { publicKeyPem: 'pem of a' }), now)).toThrow('this very key');
  });

  it('refuses a key that would never be active', () => {
    expect(() => withKey(hospital(), named('b', { until: at(-1) }), now)).toThrow('never be active');
    expect(() => withKey(hospital(), named('b', { from: at(3), until: at(2) }), now)).toThrow('never be active');
    expect(withKey(hospital(), named('b', { from: at(3), until: at(4) }), now).keys).toHaveLength(2);
    expect(withKey(hospital(), named('b', { until: at(4) }), now).keys).toHaveLength(2);
  });

  it('keeps a bounded number of retired keys', () => {
    let partner = hospital();
    for (let round = 1; round <= 30; round++) {
      partner = withKey(
        withoutKey(partner, partner.keys.at(-1)?.keyId.split('/')[1] ?? '', now),
        named(`k${round}`),
        now,
      );
    }
    expect(partner.keys).toHaveLength(10);
    expect(partner.keys.at(-1)).toEqual({ keyId: 'hospital-1/k30', alg: 'ed25519', publicKeyPem: 'pem of k30' });
  });

  it('ends a key once: later changes do not bring it back', () => {
    const retired = withoutKey(hospital(), 'a', now);

    expect(retired.keys[0]).toMatchObject({ until: at(0) });
    expect(() => withoutKey(retired, 'a', now + day)).toThrow('already');
    expect(() => withoutKey(retired, 'z', now)).toThrow('there is no key hospital-1/z');
  });

  it('knows claims URLs only of insurers, and says where nothing would change', () => {
    const key = named('a');
    expect(() => newPartner({ partnerId: 'p', kind: 'pharmacy', key, claimsUrl: 'https://x.example' }, now)).toThrow(
      'insurer',
    );
    expect(() => withStatus(hospital(), 'active')).toThrow('active already');
  });
});

describe('a public key file', () => {
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
  const spki = { type: 'spki', format: 'pem' } as const;

  it('tells the algorithm from the key', () => {
    const text = generateKeyPairSync('ed25519').publicKey.export(spki).toString();
    expect(publicKeyOf(text)).toEqual({ alg: 'ed25519', publicKeyPem: text });
    expect(publicKeyOf(rsa(2048).publicKey.export(spki).toString()).alg).toBe('rsa-v1_5-sha256');
  });

  it.each([
    ['a private key', () => rsa(2048).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(), 'PRIVATE KEY'],
    ['a short RSA key', () => rsa(1024).publicKey.export(spki).toString(), '1024'],
    ['another curve', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export(spki).toString(), 'ec'],
    ['no key at all', () => 'hello', 'PEM'],
    ['a broken key', () => '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'cannot be read'],
    ['two keys', () => generateKeyPairSync('ed25519').publicKey.export(spki).toString().repeat(2), 'one PEM block'],
  ])('refuses %s', (_, text, reason) => {
    expect(() => publicKeyOf(text())).toThrow(reason);
  });
});
