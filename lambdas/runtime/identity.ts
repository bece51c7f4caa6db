import { createHmac } from 'node:crypto';
import type { ConnectorKeys } from './connector-keys.ts';
import { secretKey } from './secret-key.ts';

/** An identity as partners send it. */
export interface IdentityNumber {
  readonly idType: string;
  readonly idNo: string;
}

/**
 * The keyed hash under which an identity is looked up (HMAC-SHA256, base64url, 43 characters). Without the key it cannot be
 * found by trying all numbers, of which there are few.
 */
export function hashIdentity({ identityHash }: Pick<ConnectorKeys, 'identityHash'>, identity: IdentityNumber): string {
  const idNo = identity.idNo.normalize('NFKC').trim().toUpperCase();
  return keyedHash(identityHash, ['id', identity.idType, idNo]);
}

/** The keyed hash by which a name is compared: full and half width, outer spaces and runs of inner ones make no difference. */
export function hashName({ identityHash }: Pick<ConnectorKeys, 'identityHash'>, name: string): string {
  return keyedHash(identityHash, ['name', normalisedName(name)]);
}

const normalisedName = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ');

/** Parts are joined as JSON, so that no two lists of parts give the same text. */
function keyedHash(key: Buffer, parts: readonly string[]): string {
  return createHmac('sha256', secretKey(key)).update(JSON.stringify(parts)).digest('base64url');
}

/** The keyed hash that tells whether two insurers enrolled the same person under one memberId: name, birth date and sex together. */
export function hashPerson(
  { identityHash }: Pick<ConnectorKeys, 'identityHash'>,
  person: { readonly name: string; readonly birthDate: string; readonly sex: string },
): string {
  return keyedHash(identityHash, ['person', normalisedName(person.name), person.birthDate, person.sex]);
}
