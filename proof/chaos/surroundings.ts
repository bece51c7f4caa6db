import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import { bucketNames, bucketVariable, queueVariable, variableNames } from '../../lambdas/runtime/env.ts';
import type { DynamoDb } from '../../local/engines/dynamodb.ts';
import { startDynamoDb } from '../../local/engines/dynamodb.ts';
import { engineClient } from '../../local/engines/engine-client.ts';
import { engineEnv } from '../../local/engines/engine-env.ts';
import { ensureTable } from '../../local/engines/tables.ts';
import { tableDefinition } from '../../test/support/table.ts';
import { BUCKETS_URL } from './buckets.ts';
import type { EngineWire } from './engine-wire.ts';
import { engineWire } from './engine-wire.ts';
import { queueUrl } from './queue-calls.ts';
import { memoryTable } from './table/memory-table.ts';
import { errorOf } from './table-errors.ts';
import { fromWire, toWire } from './wire-values.ts';
import type { TableCalls } from './table-calls.ts';

export const TABLE_NAME = 'chaos';

export interface Engine {
  readonly wire: EngineWire;
  /** straight to the table, for whoever looks at it from outside */
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/** In this process' memory, many times as fast; or the embedded engine of local mode and the tests. */
export type EngineKind = 'memory' | 'embedded';

/**
 * An engine of its own for one run. Without a stream: a run makes that itself, of what was written, and so the engine takes a fraction
 * of the time.
 */
export async function startEngine(kind: EngineKind = 'memory'): Promise<Engine> {
  if (kind === 'memory') {
    const wire = memoryTable();
    Object.assign(process.env, environment('http://table.test'));
    const client = engineClient('http://table.test');
    answerFrom(client, (operation, input) => askWire(wire, operation, input));
    return { wire, client, stop: async () => client.destroy() };
  }
  const engine: DynamoDb = await startDynamoDb();
  const client = engineClient(engine.endpoint);
  const { StreamSpecification: _, ...definition } = tableDefinition(TABLE_NAME);
  await ensureTable(client, definition);
  const wire = await engineWire(engine.endpoint);
  Object.assign(process.env, environment(engine.endpoint));
  return {
    ...{ wire, client },
    stop: async () => {
      wire.close();
      client.destroy();
      await engine.stop();
    },
  };
}

async function askWire(wire: EngineWire, operation: string, input: object): Promise<unknown> {
  const { status, body } = await wire.ask(operation, toWire(input) as Readonly<Record<string, unknown>>);
  if (status !== 200) throw errorOf(String(body['__type']).split('#').at(-1) ?? '', body);
  return fromWire(body);
}

function environment(endpoint: string): Record<string, string> {
  const queues = Object.entries<Trigger>(triggers).filter(([, { on }]) => on === 'queue');
  return {
    ...engineEnv({ dynamoDb: endpoint, secrets: 'http://secrets.test', buckets: BUCKETS_URL }),
    ...Object.fromEntries(bucketNames.map((name) => [bucketVariable(name), name])),
    ...Object.fromEntries(queues.map(([name]) => [queueVariable(name), queueUrl(name)])),
    [variableNames.tableName]: TABLE_NAME,
    [variableNames.secretArn]: 'arn:aws:secretsmanager:cn-north-1:000000000000:secret:chaos',
    [variableNames.stage]: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}

/** Puts the run's own secret and its own way to the table in the place of the SDK's. */
export function takeSdkCalls(product: DynamoDBClient, table: TableCalls, root: string): void {
  SecretsManagerClient.prototype.send = async function send(): Promise<never> {
    return { SecretString: JSON.stringify({ root }) } as never;
  } as typeof SecretsManagerClient.prototype.send;
  answerFrom(product, (operation, input) => table.send(operation, input));
}

/** Answers a client where it would begin to make a request of what it was asked. */
function answerFrom(client: DynamoDBClient, answer: (operation: string, input: object) => Promise<unknown>): void {
  client.middlewareStack.add(
    (_next, context) =>
      async ({ input }) => {
        const { commandName = '' } = context as { readonly commandName?: string };
        return { output: await answer(commandName.replace(/Command$/u, ''), input), response: {} } as never;
      },
    { step: 'initialize', priority: 'high', name: 'chaos' },
  );
}
