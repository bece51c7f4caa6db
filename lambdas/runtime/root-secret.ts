import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { variableNames } from './env.ts';

/** A root below this could be guessed: 32 random bytes are 43 characters of base64. */
const MIN_ROOT_LENGTH = 32;

/** Reads the stage's one secret. A file of its own, so that it is loaded only by a function that needs a key. */
export async function readRoot(): Promise<string> {
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
