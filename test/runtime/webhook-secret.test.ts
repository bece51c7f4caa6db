import { describe, expect, it } from 'vitest';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import {
  isWebhookSecret,
  newWebhookSecret,
  openWebhookSecret,
  sealWebhookSecret,
} from '../../lambdas/runtime/webhook-secret.ts';

const keys = deriveKeys('a root of at least thirty-two characters');
const otherKeys = deriveKeys('another root of at least thirty-two characters');
const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');

describe('a secret for webhooks', () => {
  it('is 32 random bytes, another every time', () => {
    const [one, other] = [newWebhookSecret(), newWebhookSecret()];
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(other).not.toBe(one);
    expect(isWebhookSecret(one)).toBe(true);
  });

  it.each([
    [`whsec_${base64(24)}`, true],
    [`whsec_${base64(64)}`, true],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', true],
    [`whsec_${base64(23)}`, false],
    [`whsec_${base64(65)}`, false],
    [`whsk_${base64(32)}`, false],
    [base64(32), false],
    [`whsec_${base64(32).replace('=', '')}`, false],
    [`whsec_ ${base64(32)}`, false],
    ['whsec_', false],
  ])('is or is not written as %s: %s', (text, isOne) => {
    expect(isWebhookSecret(text)).toBe(isOne);
  });
});

describe('a stored secret', () => {
  const secret = newWebhookSecret();
  const stored = sealWebhookSecret(keys, 'pharmacy-a', { name: 'first', secret, until: '2027-01-01T00:00:00Z' });

  it('opens with the key of its stage, for its partner and under its name only', () => {
    expect(openWebhookSecret(keys, 'pharmacy-a', stored)).toBe(secret);
    expect(() => openWebhookSecret(otherKeys, 'pharmacy-a', stored)).toThrow('another key');
    expect(() => openWebhookSecret(keys, 'pharmacy-b', stored)).toThrow();
    expect(() => openWebhookSecret(keys, 'pharmacy-a', { ...stored, name: 'second' })).toThrow();
  });

  it('shows nothing of itself, and keeps its name and its time', () => {
    expect(stored).toEqual({ name: 'first', sealed: stored.sealed, until: '2027-01-01T00:00:00Z' });
    const packed = Buffer.from(stored.sealed.split('.')[2] ?? '', 'base64url').toString('latin1');
    expect(packed + stored.sealed).not.toContain(secret.slice(6, 12));
  });
});
