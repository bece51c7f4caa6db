import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { ConnectorKeys } from './connector-keys.ts';

/** What is kept of a person only in encrypted form. */
export interface SealedIdentity {
  readonly idType: string;
  readonly idNo: string;
  readonly name: string;
}

type CipherKey = Pick<ConnectorKeys, 'identityCipher'>;

const CIPHER = 'aes-256-gcm';
const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_LENGTH = 8;

/**
 * An identity under AES-256-GCM as `v1.<key id>.<base64url of iv, tag and text>`. `memberId` is bound to it as associated data:
 * one member's ciphertext copied into another's record does not open. Randomness is a port, so that tests can hold it still.
 */
export function encryptIdentity(
  { identityCipher }: CipherKey,
  identity: SealedIdentity,
  memberId: string,
  random: (size: number) => Buffer = randomBytes,
): string {
  const head = `${FORMAT}.${cipherKeyId(identityCipher)}`;
  const iv = random(IV_BYTES);
  const cipher = createCipheriv(CIPHER, identityCipher, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(`${head}.${memberId}`));
  const { idType, idNo, name } = identity;
  const text = Buffer.concat([cipher.update(JSON.stringify([idType, idNo, name]), 'utf8'), cipher.final()]);
  return `${head}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`;
}

/** Throws where the text is not of this member, not under this key, or was altered. */
export function decryptIdentity({ identityCipher }: CipherKey, sealed: string, memberId: string): SealedIdentity {
  const [format, keyId, packed = ''] = sealed.split('.');
  if (format !== FORMAT || keyId !== cipherKeyId(identityCipher)) throw new Error('identity sealed under another key');
  const bytes = Buffer.from(packed, 'base64url');
  const textStart = IV_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, identityCipher, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(`${format}.${keyId}.${memberId}`));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, textStart));
  const text = Buffer.concat([decipher.update(bytes.subarray(textStart)), decipher.final()]).toString('utf8');
  const [idType, idNo, name] = JSON.parse(text) as [string, string, string];
  return { idType, idNo, name };
}

/** Names a key without telling anything of it, so that a record says which one opens it after a rotation. */
export function cipherKeyId(key: Buffer): string {
  return createHash('sha256').update('identity-cipher-id').update(key).digest('base64url').slice(0, KEY_ID_LENGTH);
}
