import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import type { SignatureAlgorithm } from '../lambdas/storage/partner-item.ts';
import { Refusal } from './refusal.ts';

const SHORTEST_RSA_BITS = 2048;
const LONGEST_RSA_BITS = 4096;

/** The public key in a PEM file that a partner has sent, and the algorithm it signs with. */
export function publicKeyOf(pem: string): { readonly publicKeyPem: string; readonly alg: SignatureAlgorithm } {
  // Node would quietly derive the public key; but a private key that has travelled is one that others may have.
  if (/PRIVATE KEY/iu.test(pem)) {
    throw new Refusal(
      'THIS FILE HOLDS A PRIVATE KEY. It must never leave its partner: delete it, and ask for the public key of a NEW pair.',
    );
  }
  if (!/^-----BEGIN PUBLIC KEY-----\r?\n[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/u.test(pem)) {
    throw new Refusal('the file is not one PEM block "PUBLIC KEY" (openssl pkey -pubout writes one)');
  }
  const key = parsed(pem);
  return { publicKeyPem: key.export({ type: 'spki', format: 'pem' }).toString(), alg: algorithmOf(key) };
}

function parsed(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new Refusal('the PEM block cannot be read as a public key', { cause });
  }
}

function algorithmOf(key: KeyObject): SignatureAlgorithm {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  if (key.asymmetricKeyType !== 'rsa') {
    throw new Refusal(`keys are ed25519 or RSA, this one is ${key.asymmetricKeyType ?? 'neither'}`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < SHORTEST_RSA_BITS || bits > LONGEST_RSA_BITS) {
    throw new Refusal(`an RSA key has ${SHORTEST_RSA_BITS} to ${LONGEST_RSA_BITS} bits, this one has ${bits}`);
  }
  return 'rsa-v1_5-sha256';
}
