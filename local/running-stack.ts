import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { variableNames } from '../lambdas/runtime/env.ts';
import type { Clock } from './clock.ts';
import { startBucketFront } from './engines/bucket-front.ts';
import { engineClient } from './engines/engine-client.ts';
import { engineEnv } from './engines/engine-env.ts';
import { startQueueConsumer } from './engines/queue-consumer.ts';
import { createQueues, startQueueEngine } from './engines/queues.ts';
import { StartFailure } from './engines/start-failure.ts';
import { ensureTable } from './engines/tables.ts';
import { localFunction } from './functions/local-function.ts';
import type { LocalFunction } from './functions/local-function.ts';
import { createGateway } from './gateway/gateway.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Credential } from './partners/demo-partners.ts';
import { registerPartners } from './partners/register-partners.ts';
import type { StackBuild } from './stack-build.ts';
import * as definitions from './template/local-stack.ts';
import { refuseUnknownTypes, templateResources } from './template/resources.ts';

export interface StackSurroundings {
  readonly clock: Clock;
  readonly credentials: readonly Credential[];
  readonly dataDir: string | undefined;
  /** endpoints */
  readonly dynamoDb: string;
  readonly secrets: string;
  readonly claimsUrlOf: (insurerId: string) => string;
  readonly log: Writable;
}

export interface RunningStack {
  readonly gateway: Gateway;
  /** undefined where the stack has no use for them */
  readonly endpoints: { readonly queues: string | undefined; readonly buckets: string | undefined };
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const DRAIN_POLL_MS = 20;
const DRAIN_TIMEOUT_MS = 60_000;

/** Runs what the template describes on the engines that are given; SQS and S3 are started only where it has some. */
export async function startRunningStack(stack: StackBuild, surroundings: StackSurroundings): Promise<RunningStack> {
  refuseUnknownTypes(stack.template);
  const { clock, credentials, dataDir, log } = surroundings;
  const unaddressed = templateResources(stack.template);
  const needsQueues = unaddressed('AWS::SQS::Queue').length > 0;
  const buckets = definitions.bucketNames(unaddressed);
  const queueEngine = needsQueues || buckets.length > 0 ? await startQueueEngine(dataDir) : undefined;
  const bucketFront = queueEngine && buckets.length > 0 ? await startBucketFront(queueEngine.address) : undefined;
  const resources = templateResources(stack.template, queueEngine?.address);
  if (queueEngine) {
    createQueues(queueEngine, definitions.queueDefinitions(resources));
    for (const name of buckets) queueEngine.createBucket(name);
  }

  const client = engineClient(surroundings.dynamoDb);
  const tables = definitions.tableDefinitions(resources);
  await Promise.all(tables.map((definition) => ensureTable(client, definition)));
  const functionList = definitions.functionDefinitions(resources);
  const tableNames = new Set(functionList.map(({ environment }) => environment[variableNames.tableName]));
  for (const name of tableNames) {
    if (name) await registerPartners(client, name, credentials, surroundings.claimsUrlOf);
  }
  client.destroy();

  const engines = engineEnv({
    dynamoDb: surroundings.dynamoDb,
    secrets: surroundings.secrets,
    queues: queueEngine?.address,
    buckets: bucketFront?.endpoint,
  });
  const functions = new Map<string, LocalFunction>(
    functionList.map((definition) => {
      const { logicalId, handler, environment, timeoutMs, memoryMb } = definition;
      const directory = stack.functionDirectories.get(logicalId);
      if (!directory) throw new StartFailure(`Local mode finds no bundle of the function ${logicalId}.`);
      const [file = '', exportName = ''] = handler.split('.');
      const setup = { file: join(directory, `${file}.mjs`), exportName, functionName: logicalId, timeoutMs, memoryMb };
      return [logicalId, localFunction({ ...setup, log, environment: { ...environment, ...engines } })];
    }),
  );
  const invoke = async (functionId: string, event: unknown): Promise<unknown> => {
    const target = functions.get(functionId);
    if (!target) throw new Error(`no function ${functionId}`);
    return target.invoke(event);
  };
  const consumers = queueEngine
    ? definitions
        .consumerDefinitions(resources)
        .map((definition) =>
          startQueueConsumer(queueEngine, definition, (event) => invoke(definition.functionId, event)),
        )
    : [];

  return {
    endpoints: { queues: queueEngine?.address, buckets: bucketFront?.endpoint },
    gateway: createGateway({
      routes: definitions.gatewayRoutes(resources),
      now: () => Math.floor(clock.now()),
      invoke,
      onFailure: (target, error) => {
        console.error(`${basename(target)} failed: ${error instanceof Error ? error.message : String(error)}`);
      },
    }),
    drain: async () => {
      const deadline = Date.now() + DRAIN_TIMEOUT_MS;
      while (!consumers.every((consumer) => consumer.isIdle())) {
        if (Date.now() > deadline) throw new Error(`queues were not empty after ${DRAIN_TIMEOUT_MS / 1000} s`);
        await sleep(DRAIN_POLL_MS);
      }
    },
    stop: async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await Promise.all([...functions.values()].map((one) => one.stop()));
      await bucketFront?.stop();
      await queueEngine?.stop();
    },
  };
}
