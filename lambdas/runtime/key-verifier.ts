import { createPublicKey } from 'node:crypto';
import { createVerifier } from 'http-message-signatures';
import type { PartnerKey, SignatureAlgorithm } from '../storage/partner-item.ts';

export type Verify = (base: Buffer, signature: Buffer) => Promise<boolean | null>;

const keyTypes = { 'ed25519': 'ed25519', 'rsa-v1_5-sha256': 'rsa' } as const satisfies Record<
  SignatureAlgorithm,
  string
>;

/** Verifies with one key. Its PEM is parsed once here: as text it would be parsed again for every signature. */
export function keyVerifier({ keyId, alg, publicKeyPem }: PartnerKey): Verify {
  const publicKey = createPublicKey(publicKeyPem);
  if (publicKey.asymmetricKeyType !== keyTypes[alg]) throw new Error(`key ${keyId} is not one for ${alg}`);
  return createVerifier(publicKey, alg);
}
