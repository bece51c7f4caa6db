import { describe, expect, it } from 'vitest';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { decryptIdentity, encryptIdentity } from '../../lambdas/runtime/identity-cipher.ts';
import { hashIdentity, hashName } from '../../lambdas/runtime/identity.ts';

const keys = deriveKeys('a root of at least thirty-two characters');
const otherKeys = deriveKeys('another root of at least thirty-two characters');
const identity = { idType: 'resident-id', idNo: '11000019491231009X', name: '测试甲' };

describe('the keys of a stage', () => {
  it('are one for each purpose, of 256 bits, and the same for the same root', () => {
    const all = Object.values(keys).map((key: Buffer) => key.toString('hex'));
    expect(new Set(all).size).toBe(5);
    expect(all.every((key) => key.length === 64)).toBe(true);
    expect(deriveKeys('a root of at least thirty-two characters')).toEqual(keys);
  });

  it('stay what they are: stored identities depend on it', () => {
    expect(hashIdentity(keys, identity)).toBe('gb3d5gDC_7LyY9Rq4GevacYYtEjFNktdJYKTZ74qg5o');
    expect(hashName(keys, identity.name)).toBe('vxfR4BeKqY8L7IBnDXWf8AEMYwVBafswT0oX6VSBEyI');
  });
});

describe('the keyed hash of an identity', () => {
  const hash = (idNo: string, idType = 'resident-id') => hashIdentity(keys, { idType, idNo });

  it.each(['11000019491231009x', ' 11000019491231009X ', '１１００００１９４９１２３１００９Ｘ'])(
    'is that of %s, too',
    (idNo) => {
      expect(hash(idNo)).toBe(hash('11000019491231009X'));
    },
  );

  it('is another for another number, another kind of document and another key', () => {
    const all = [hash('11000019491231009X'), hash('110000194912310091'), hash('11000019491231009X', 'passport')];
    expect(new Set([...all, hashIdentity(otherKeys, identity)]).size).toBe(4);
  });

  it('is not that of a name, and not the number', () => {
    expect(hashName(keys, identity.idNo)).not.toBe(hash(identity.idNo));
    expect(hash(identity.idNo)).toMatch(/^[\w-]{43}$/);
  });

  it.each(['欧阳  娜娜', ' 欧阳 娜娜 ', '欧阳\u3000娜娜'])('of a name makes nothing of spaces: %j', (name) => {
    expect(hashName(keys, name)).toBe(hashName(keys, '欧阳 娜娜'));
  });
});

describe('a sealed identity', () => {
  const sealed = encryptIdentity(keys, identity, 'M-1');

  it('opens with its key and for its member only', () => {
    expect(decryptIdentity(keys, sealed, 'M-1')).toEqual(identity);
    expect(() => decryptIdentity(keys, sealed, 'M-2')).toThrow();
    expect(() => decryptIdentity(otherKeys, sealed, 'M-1')).toThrow('another key');
  });

  it('shows nothing, and is another every time', () => {
    expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/);
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('utf8')).not.toContain('1101');
    expect(encryptIdentity(keys, identity, 'M-1')).not.toBe(sealed);
  });

  it('does not open when any byte was altered, or any is missing', () => {
    const [format, keyId, packed = ''] = sealed.split('.');
    const bytes = Buffer.from(packed, 'base64url');
    const open = (altered: Buffer) =>
      decryptIdentity(keys, `${format}.${keyId}.${altered.toString('base64url')}`, 'M-1');
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => open(altered)).toThrow();
      expect(() => open(bytes.subarray(0, at))).toThrow();
    }
  });

  it('stays what it is where the randomness is the same: stored identities must open', () => {
    const still = (size: number) => Buffer.alloc(size, 7);
    expect(encryptIdentity(keys, identity, 'M-1', still)).toBe(
      'v1.Y5d5fcfK.BwcHBwcHBwcHBwcHm29cCzQnKAqn0RI8Z8nA-RdLC9DlAAiRLHk_RcmJWnTIanwnNsRLcpFy6eX0Cc_5AEoyR1mIairCcPSJujZoaA',
    );
  });
});
