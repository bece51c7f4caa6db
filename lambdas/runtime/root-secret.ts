import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { variableNames } from './env.ts';
import { rootOf } from './root-text.ts';

/**
 * Reads the stage's one secret. Imported as usual: what is imported on demand, esbuild takes into the bundle whole, with every operation
 * of Secrets Manager.
 */
export async function readRoot(secretId = process.env[variableNames.secretArn]): Promise<string> {
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  try {
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return rootOf(text ?? '');
  } finally {
    client.destroy();
  }
}
