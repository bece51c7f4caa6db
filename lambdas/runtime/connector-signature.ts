import type { KeyObject } from 'node:crypto';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { ConnectorKeys } from './connector-keys.ts';

/** The connector's own key (ed25519), by which insurers know that a claim or a statement is ours. */
export interface ConnectorSigner {
  /** `connector/<fingerprint of the public key>`: another root is another key, and says so */
  readonly keyId: string;
  /** SubjectPublicKeyInfo, as insurers keep it */
  readonly publicKeyPem: string;
  /** 64 bytes; the same for the same bytes */
  readonly sign: (bytes: Buffer) => Buffer;
}

/** What stands before the seed in a PKCS #8 private key of ed25519 (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const FINGERPRINT_LENGTH = 16;

type SigningKeys = Pick<ConnectorKeys, 'signing'>;

const signers = new WeakMap<SigningKeys, ConnectorSigner>();

/** The same pair wherever it is made: it follows from the root of the stage, so that it is stored nowhere. */
export function connectorSigner(keys: SigningKeys): ConnectorSigner {
  const signer = signers.get(keys) ?? newSigner(keys);
  signers.set(keys, signer);
  return signer;
}

function newSigner({ signing }: SigningKeys): ConnectorSigner {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, signing]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

/** The name of a key of ours, which follows from the key. */
export function keyIdOf(publicKey: KeyObject): string {
  const bytes = publicKey.export({ format: 'der', type: 'spki' });
  return `connector/${createHash('sha256').update(bytes).digest('base64url').slice(0, FINGERPRINT_LENGTH)}`;
}
