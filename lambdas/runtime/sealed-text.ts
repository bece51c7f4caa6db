import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { secretKey } from './secret-key.ts';

const CIPHER = 'aes-256-gcm';
const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_LENGTH = 8;

/** Where the bytes that must never repeat come from: a port, so that tests can hold them still. */
export type Random = (size: number) => Buffer;

/**
 * A text under AES-256-GCM as `v1.<key id>.<base64url of iv, tag and text>`. `owner` is bound to it as associated data: one owner's
 * text copied into another's record does not open.
 */
export function sealText(key: Buffer, text: string, owner: string, random: Random = randomBytes): string {
  const head = `${FORMAT}.${cipherKeyId(key)}`;
  const iv = random(IV_BYTES);
  const cipher = createCipheriv(CIPHER, secretKey(key), iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(`${head}.${owner}`));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${head}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** Throws where the text is not of this owner, not under this key, or was altered. */
export function openText(key: Buffer, sealed: string, owner: string): string {
  const [format, keyId, packed = ''] = sealed.split('.');
  if (format !== FORMAT || keyId !== cipherKeyId(key)) throw new Error('sealed under another key');
  const bytes = Buffer.from(packed, 'base64url');
  const textStart = IV_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(`${format}.${keyId}.${owner}`));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, textStart));
  return Buffer.concat([decipher.update(bytes.subarray(textStart)), decipher.final()]).toString('utf8');
}

/**
 * Names a key without telling anything of it, so that a record says which one opens it after a rotation. Its first word is of the time
 * when only identities were sealed: stored texts depend on it.
 */
function cipherKeyId(key: Buffer): string {
  return createHash('sha256').update('identity-cipher-id').update(key).digest('base64url').slice(0, KEY_ID_LENGTH);
}
