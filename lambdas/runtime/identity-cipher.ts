import type { ConnectorKeys } from './connector-keys.ts';
import type { Random } from './sealed-text.ts';
import { openText, sealText } from './sealed-text.ts';

/** What is kept of a person only in encrypted form. */
export interface SealedIdentity {
  readonly idType: string;
  readonly idNo: string;
  readonly name: string;
}

type CipherKey = Pick<ConnectorKeys, 'identityCipher'>;

/** An identity as it is stored: it opens for this member only. */
export function encryptIdentity(
  { identityCipher }: CipherKey,
  { idType, idNo, name }: SealedIdentity,
  memberId: string,
  random?: Random,
): string {
  return sealText(identityCipher, JSON.stringify([idType, idNo, name]), memberId, random);
}

/** Throws where the text is not of this member, not under this key, or was altered. */
export function decryptIdentity({ identityCipher }: CipherKey, sealed: string, memberId: string): SealedIdentity {
  const [idType, idNo, name] = JSON.parse(openText(identityCipher, sealed, memberId)) as [string, string, string];
  return { idType, idNo, name };
}
