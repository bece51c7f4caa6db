import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { deriveKeys } from '../lambdas/runtime/connector-keys.ts';
import { bucketNames, bucketVariable } from '../lambdas/runtime/env.ts';
import { rootOf } from '../lambdas/runtime/root-text.ts';
import { tableNameOf } from '../lib/stage-config.ts';
import type { Clock } from './clock.ts';
import { readLedger } from './controls/ledger-control.ts';
import { engineEnv } from './engines/engine-env.ts';
import { StartFailure } from './engines/start-failure.ts';
import { localFunction } from './functions/local-function.ts';
import type { LocalFunction } from './functions/local-function.ts';
import { createGateway } from './gateway/gateway.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Credential } from './partners/demo-partners.ts';
import type { StackBuild } from './stack-build.ts';
import { prepareTables, startQueuesAndBuckets } from './stack-engines.ts';
import type { QueuesAndBuckets } from './stack-engines.ts';
import { functionDefinitions, gatewayRoutes } from './template/local-stack.ts';
import type { FunctionDefinition } from './template/local-stack.ts';
import { refuseUnknownTypes } from './template/resources.ts';
import type { ResourcesOf } from './template/resources.ts';
import { startWork } from './work/running-work.ts';

export interface StackSurroundings {
  readonly clock: Clock;
  readonly credentials: readonly Credential[];
  readonly dataDir: string | undefined;
  /** endpoints */
  readonly dynamoDb: string;
  readonly secrets: string;
  /** the text of the stage's secret */
  readonly secretText: string;
  readonly claimsUrlOf: (insurerId: string) => string;
  readonly webhookUrlOf?: (providerId: string) => string;
  readonly log: Writable;
}

export interface RunningStack {
  readonly gateway: Gateway;
  /** the variables by which the AWS SDK finds the engines, and the functions their buckets */
  readonly environment: Readonly<Record<string, string>>;
  /** undefined where the stack has no use for them */
  readonly endpoints: { readonly queues: string | undefined; readonly buckets: string | undefined };
  /** resolves when queues and streams hold nothing that could be worked on now */
  readonly drain: () => Promise<void>;
  /** what queues and streams hold that is not done with */
  readonly backlog: () => Promise<Readonly<Record<string, number>>>;
  /** resolves when every schedule has been run once */
  readonly runSchedules: () => Promise<void>;
  /** closes business days through one that has begun */
  readonly closeDays: (businessDate: string) => Promise<void>;
  /** the accounts of the ledger as they stand */
  readonly ledger: () => Promise<unknown>;
  stop(): Promise<void>;
}

/** Runs what the template describes, on the engines of DynamoDB and Secrets Manager that are given. */
export async function startRunningStack(stack: StackBuild, surroundings: StackSurroundings): Promise<RunningStack> {
  refuseUnknownTypes(stack.template);
  const engines = await startQueuesAndBuckets(stack.template, surroundings.dataDir);
  try {
    return await runningOn(engines, stack, surroundings);
  } catch (error) {
    await engines.stop();
    throw error;
  }
}

async function runningOn(
  engines: QueuesAndBuckets,
  stack: StackBuild,
  { clock, credentials, secretText, claimsUrlOf, webhookUrlOf, dataDir, dynamoDb, secrets, log }: StackSurroundings,
): Promise<RunningStack> {
  const { queues, bucketsEndpoint, resources } = engines;
  const keys = deriveKeys(rootOf(secretText));
  await prepareTables(resources, dynamoDb, credentials, { keys, claimsUrlOf, webhookUrlOf });

  const engineVariables = engineEnv({ dynamoDb, secrets, queues: queues?.address, buckets: bucketsEndpoint });
  const definitions = functionDefinitions(resources);
  const functions = new Map(
    definitions.map((definition) => [
      definition.logicalId,
      functionOf(definition, stack.functionDirectories, engineVariables, log),
    ]),
  );
  const invoke = async (functionId: string, event: unknown): Promise<unknown> => {
    const target = functions.get(functionId);
    if (!target) throw new Error(`no function ${functionId}`);
    return target.invoke(event);
  };
  const now = () => Math.floor(clock.now());
  const routes = gatewayRoutes(resources);
  const work = await startWork(resources, { now, queues, dynamoDb, dataDir, invoke });
  return {
    gateway: createGateway({
      routes,
      now,
      invoke,
      onFailure: (target, error) => {
        console.error(`${target} failed: ${error instanceof Error ? error.message : String(error)}`);
      },
    }),
    environment: { ...engineVariables, ...bucketVariables(resources) },
    endpoints: { queues: queues?.address, buckets: bucketsEndpoint },
    drain: () => work.drain(),
    backlog: () => work.backlog(),
    runSchedules: () => work.runSchedules(),
    closeDays: (businessDate) => work.closeDays(businessDate),
    ledger: () => readLedger(dynamoDb, tableNameOf('local')),
    stop: async () => {
      await work.stop();
      await Promise.all([...functions.values()].map((one) => one.stop()));
      await engines.stop();
    },
  };
}

/** The names of the buckets, as the functions are told them. */
function bucketVariables(resources: ResourcesOf): Readonly<Record<string, string>> {
  const names = new Set(bucketNames.map(bucketVariable));
  const told = functionDefinitions(resources).flatMap(({ environment }) => Object.entries(environment));
  return Object.fromEntries(told.filter(([name]) => names.has(name)));
}

function functionOf(
  definition: FunctionDefinition,
  directories: StackBuild['functionDirectories'],
  engineVariables: Readonly<Record<string, string>>,
  log: Writable,
): LocalFunction {
  const { logicalId, handler, environment, timeoutMs, memoryMb } = definition;
  const directory = directories.get(logicalId);
  if (!directory) throw new StartFailure(`Local mode finds no bundle of the function ${logicalId}.`);
  const [file = '', exportName = ''] = handler.split('.');
  return localFunction({
    file: join(directory, `${file}.mjs`),
    exportName,
    functionName: logicalId,
    timeoutMs,
    memoryMb,
    environment: { ...environment, ...engineVariables },
    log,
  });
}
