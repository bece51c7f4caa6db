import { createPublicKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { partnerIdOfKey } from '../../lambdas/storage/partner-item.ts';

const signer = connectorSigner(deriveKeys('a root of at least thirty-two characters'));
const other = connectorSigner(deriveKeys('another root of at least thirty-two characters'));

it('the key follows from the root, and its name from the key', () => {
  const again = connectorSigner(deriveKeys('a root of at least thirty-two characters'));
  expect([again.keyId, again.publicKeyPem]).toEqual([signer.keyId, signer.publicKeyPem]);
  expect(other.keyId).not.toBe(signer.keyId);
  expect(partnerIdOfKey(signer.keyId)).toBe('connector');
});

it('what it signs verifies under the public key, and nothing else does', () => {
  const bytes = Buffer.from('every fen ties');
  const key = createPublicKey(signer.publicKeyPem);
  expect(key.asymmetricKeyType).toBe('ed25519');
  const signature = signer.sign(bytes);
  expect([signature.length, verify(null, bytes, key, signature)]).toEqual([64, true]);
  expect(signer.sign(bytes)).toEqual(signature);
  expect(verify(null, Buffer.from('every fen lies'), key, signature)).toBe(false);
  expect(verify(null, bytes, key, other.sign(bytes))).toBe(false);
});

it('a known root gives the key that insurers hold: it must never change', () => {
  expect([signer.keyId, signer.publicKeyPem.split('\n')[1]]).toMatchInlineSnapshot(`
    [
      "connector/rj1nZOnIuwJtzVpZ",
      "MCowBQYDK2VwAyEArPJGJxxmD3Ft4aqTxMHhVsz+rR4GKgKYYJwpkWeLoNo=",
    ]
  `);
});
