import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { variableNames } from '../../lambdas/runtime/env.ts';
import { startDynamoDb } from '../../local/engines/dynamodb.ts';
import { engineClient } from '../../local/engines/engine-client.ts';
import { engineEnv } from '../../local/engines/engine-env.ts';
import { startSecrets } from '../../local/engines/secrets.ts';
import { ensureTable } from '../../local/engines/tables.ts';
import { generateCredentials } from '../../local/partners/demo-partners.ts';
import type { Credential, DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { registerPartners } from '../../local/partners/register-partners.ts';
import { tableDefinition } from '../../test/support/table.ts';
import type { Meter } from './meter.ts';
import { startMeter } from './meter.ts';

/** An engine of its own with the product's table and the demo partners; this process's handlers are pointed at it. */
export interface Stage {
  /** straight to the engine, past the meter */
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly credential: (partnerId: DemoPartnerId) => Credential;
  stop(): Promise<void>;
}

const TABLE_NAME = 'direct-billing-bench';

/** One for each process: handlers keep their client for life, and the engine slows down with what it has seen. */
export async function startStage(): Promise<Stage> {
  const { stage } = await start();
  return stage;
}

/** The same, with a meter between the handlers and the engine. */
export async function startMeteredStage(): Promise<{ readonly stage: Stage; readonly meter: Meter }> {
  const { stage, engineEndpoint } = await start();
  const meter = await startMeter(engineEndpoint);
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = meter.endpoint;
  const stop = async (): Promise<void> => {
    await meter.stop();
    await stage.stop();
  };
  return { stage: { ...stage, stop }, meter };
}

async function start(): Promise<{ readonly stage: Stage; readonly engineEndpoint: string }> {
  const engine = await startDynamoDb();
  const root = randomBytes(48).toString('base64');
  const secrets = await startSecrets(JSON.stringify({ root }));
  const client = engineClient(engine.endpoint);
  const credentials = generateCredentials();
  Object.assign(process.env, engineEnv({ dynamoDb: engine.endpoint, secrets: secrets.endpoint }), {
    [variableNames.tableName]: TABLE_NAME,
    [variableNames.secretArn]: 'arn:aws:secretsmanager:cn-north-1:000000000000:secret:bench',
    [variableNames.stage]: 'local',
  });
  await ensureTable(client, tableDefinition(TABLE_NAME));
  await registerPartners(client, TABLE_NAME, credentials, { keys: deriveKeys(root) });
  const credential = (partnerId: DemoPartnerId): Credential => {
    const found = credentials.find((one) => one.partnerId === partnerId);
    if (found === undefined) throw new Error(`${partnerId} is no demo partner`);
    return found;
  };
  const stop = async (): Promise<void> => {
    client.destroy();
    await secrets.stop();
    await engine.stop();
  };
  return { stage: { client, tableName: TABLE_NAME, credential, stop }, engineEndpoint: engine.endpoint };
}
