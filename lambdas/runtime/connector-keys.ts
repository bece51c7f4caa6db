import { hkdfSync } from 'node:crypto';
import { readRoot } from './root-secret.ts';

/** The keys of a stage, one for each purpose, so that none can be used for another. */
export interface ConnectorKeys {
  readonly identityHash: Buffer;
  readonly identityCipher: Buffer;
  readonly quoteToken: Buffer;
  readonly webhookSecret: Buffer;
  /** the seed of the pair with which the connector signs what it says to insurers */
  readonly signing: Buffer;
}

const KEY_BYTES = 32;
const SALT = 'direct-billing-connector';

let keys: Promise<ConnectorKeys> | undefined;

/** The keys, derived once for the life of the function from the one secret of the stage. A failed read is tried anew next time. */
export function connectorKeys(): Promise<ConnectorKeys> {
  keys ??= readRoot()
    .then(deriveKeys)
    .catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
  return keys;
}

/** HKDF-SHA256 (RFC 5869) with the purpose as its info. */
export function deriveKeys(root: string): ConnectorKeys {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', root, SALT, purpose, KEY_BYTES));
  return {
    identityHash: derive('identity-hash'),
    identityCipher: derive('identity-cipher'),
    quoteToken: derive('quote-token'),
    webhookSecret: derive('webhook-secret'),
    signing: derive('connector-signing'),
  };
}
