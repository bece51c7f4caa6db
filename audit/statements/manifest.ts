import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalText } from './canonical-text.ts';

/** Fen. */
export interface Sums {
  readonly count: number;
  readonly debit: number;
  readonly credit: number;
  readonly net: number;
}

/** What the manifest of a statement says (docs/statements.md). */
export interface Manifest extends Sums {
  readonly insurerId: string;
  readonly businessDate: string;
  readonly version: number;
  readonly opening: number;
  readonly closing: number;
  readonly remitted: number;
  readonly byType: Readonly<Record<string, Sums>>;
  readonly byProvider: Readonly<Record<string, Sums>>;
  readonly byPlan: Readonly<Record<string, Sums>>;
  readonly lateCount: number;
  readonly unsubmittedCount: number;
  readonly sha256: string;
  readonly previousSha256: string;
  readonly signature: { readonly alg: string; readonly keyId: string; readonly value: string };
  readonly parts: readonly {
    readonly n: number;
    readonly lines: number;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export const sha256Of = (...contents: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex');
};

/** The public key of the connector, to check signatures by; undefined: they are not looked at. */
export interface SealKey {
  readonly keyId: string;
  readonly isSigned: (manifest: Manifest) => boolean;
}

const FINGERPRINT_LENGTH = 16;

/** `pem`: as `npm run partner -- connector-key` prints it. */
export function sealKey(pem: string): SealKey {
  const key = createPublicKey(pem);
  const fingerprint = createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('base64url');
  return {
    keyId: `connector/${fingerprint.slice(0, FINGERPRINT_LENGTH)}`,
    isSigned: ({ signature, ...rest }) => {
      const value = Buffer.from(signature.value, 'base64');
      return signature.alg === 'ed25519' && verify(null, Buffer.from(canonicalText(rest)), key, value);
    },
  };
}
