import { describe, expect, it } from 'vitest';
import type { Partner } from '../../lambdas/storage/partner-item.ts';
import { isActive, parsePartner, partnerIdOfKey, partnerItem } from '../../lambdas/storage/partner-item.ts';

const key = { keyId: 'hospital-a/first', alg: 'ed25519', publicKeyPem: 'PEM' } as const;
const hospital: Partner = { partnerId: 'hospital-a', kind: 'hospital', status: 'active', keys: [key] };

describe('the item of a partner', () => {
  it.each<[string, Partner]>([
    ['a hospital', hospital],
    ['an insurer', { ...hospital, kind: 'insurer', claimsUrl: 'https://insurer.example/claims' }],
    [
      'a pharmacy',
      {
        ...hospital,
        kind: 'pharmacy',
        webhookSecrets: [{ name: 'a', sealed: 'v1.k.a', until: '2027-01-01T00:00:00Z' }],
        webhookUrl: 'https://pharmacy.example/orders',
      },
    ],
    ['a suspended partner', { ...hospital, status: 'suspended', keys: [] }],
    [
      'a key with its time',
      { ...hospital, keys: [{ ...key, from: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z' }] },
    ],
  ])('gives %s back as it was', (_, partner) => {
    expect(parsePartner(partnerItem(partner))).toEqual(partner);
  });

  it('is found from a key id by one read', () => {
    expect(partnerItem(hospital)).toMatchObject({
      pk: { S: `PARTNER#${partnerIdOfKey(key.keyId)}` },
      sk: { S: 'PARTNER' },
    });
  });

  it('is not made with the key of another', () => {
    expect(() => partnerItem({ ...hospital, keys: [{ ...key, keyId: 'hospital-b/first' }] })).toThrow(
      'hospital-b/first',
    );
  });

  it.each(['kind', 'status', 'keys'])('is not read without its %s', (name) => {
    const { [name]: _, ...rest } = partnerItem(hospital);
    expect(() => parsePartner(rest)).toThrow(name);
  });

  it.each([
    ['kind', 'patient'],
    ['status', 'unknown'],
  ])('is not read with a %s of %s', (name, value) => {
    expect(() => parsePartner({ ...partnerItem(hospital), [name]: { S: value } })).toThrow(name);
  });
});

it.each([
  ['hospital-a/first', 'hospital-a'],
  ['hospital-a', undefined],
  ['hospital-a/', undefined],
  ['/first', undefined],
  ['hospital-a/first/second', undefined],
  ['hospital#a/first', undefined],
  [`${'a'.repeat(65)}/first`, undefined],
  ['hospital-a/first\n', undefined],
])('the key id %j is one of %s', (keyId, partnerId) => {
  expect(partnerIdOfKey(keyId)).toBe(partnerId);
});

it.each([
  ['2026-06-15T09:59:59.999+08:00', false],
  ['2026-06-15T10:00:00+08:00', true],
  ['2026-06-15T10:59:59.999+08:00', true],
  ['2026-06-15T11:00:00+08:00', false],
])('a key from 10:00 until 11:00 is active at %s: %s', (instant, active) => {
  const timed = { ...key, from: '2026-06-15T10:00:00+08:00', until: '2026-06-15T11:00:00+08:00' };
  expect(isActive(timed, Date.parse(instant))).toBe(active);
});

it('a key whose time cannot be read is not active', () => {
  expect(isActive({ ...key, from: 'soon' }, 0)).toBe(false);
  expect(isActive({ ...key, until: 'later' }, 0)).toBe(false);
});
