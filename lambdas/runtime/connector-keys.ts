import { hkdfSync } from 'node:crypto';
import { variableNames } from './env.ts';

/** The keys of a stage, one for each purpose, so that none can be used for another. */
export interface ConnectorKeys {
  readonly identityHash: Buffer;
  readonly identityCipher: Buffer;
  readonly quoteToken: Buffer;
}

const KEY_BYTES = 32;
/** A root below this could be guessed: 32 random bytes are 43 characters of base64. */
const MIN_ROOT_LENGTH = 32;
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
  };
}

async function readRoot(): Promise<string> {
  // loaded here, because most functions never need it, and it would cost every start
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  try {
    const { SecretString: text } = await client.send(
      new GetSecretValueCommand({ SecretId: process.env[variableNames.secretArn] }),
    );
    return rootOf(text ?? '');
  } finally {
    client.destroy();
  }
}

function rootOf(text: string): string {
  let root: unknown;
  try {
    root = (JSON.parse(text) as { readonly root?: unknown } | null)?.root;
  } catch {
    // the parser's message would quote the secret
  }
  if (typeof root !== 'string' || root.length < MIN_ROOT_LENGTH) throw new Error('the secret holds no root');
  return root;
}
