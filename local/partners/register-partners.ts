import { createPublicKey } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ConnectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { sealWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';
import { partnerItem } from '../../lambdas/storage/partner-item.ts';
import { algorithmOf } from '../signing/request-signature.ts';
import { publicKeyPem } from './demo-partners.ts';
import type { Credential } from './demo-partners.ts';

export interface Registration {
  /** of the stage: webhook secrets are stored encrypted */
  readonly keys: Pick<ConnectorKeys, 'webhookSecret'>;
  readonly claimsUrlOf?: ((insurerId: string) => string) | undefined;
  /** where a provider hears of its orders; undefined: nowhere */
  readonly webhookUrlOf?: ((providerId: string) => string | undefined) | undefined;
}

/** Writes the partners' records, public keys only and secrets sealed, as `npm run partner` does for a deployed stage. */
export async function registerPartners(
  client: DynamoDBClient,
  tableName: string,
  credentials: readonly Credential[],
  { keys, claimsUrlOf, webhookUrlOf }: Registration,
): Promise<void> {
  const puts = credentials.map((credential) => {
    const { partnerId, kind, keyId, webhookSecret } = credential;
    const pem = publicKeyPem(credential);
    const item = partnerItem({
      partnerId,
      kind,
      status: 'active',
      keys: [{ keyId, alg: algorithmOf(createPublicKey(pem)), publicKeyPem: pem }],
      claimsUrl: kind === 'insurer' ? claimsUrlOf?.(partnerId) : undefined,
      webhookSecrets: webhookSecret
        ? [sealWebhookSecret(keys, partnerId, { name: 'first', secret: webhookSecret })]
        : undefined,
      webhookUrl: kind === 'insurer' ? undefined : webhookUrlOf?.(partnerId),
    });
    return client.send(new PutItemCommand({ TableName: tableName, Item: item }));
  });
  await Promise.all(puts);
}
