import { join } from 'node:path';
import { variableNames } from '../lambdas/runtime/env.ts';
import { startBuckets, writtenEvent } from './engines/buckets.ts';
import type { Buckets } from './engines/buckets.ts';
import { engineClient } from './engines/engine-client.ts';
import type { ObjectDescription } from './engines/object-files.ts';
import type { QueueEngine } from './engines/queues.ts';
import { ensureTable } from './engines/tables.ts';
import type { Credential } from './partners/demo-partners.ts';
import type { Registration } from './partners/register-partners.ts';
import { registerPartners } from './partners/register-partners.ts';
import * as definitions from './template/local-stack.ts';
import { templateResources } from './template/resources.ts';
import type { ResourcesOf, Template } from './template/resources.ts';

export interface QueuesAndBuckets {
  /** undefined where the stack has neither queues nor buckets */
  readonly queues: QueueEngine | undefined;
  readonly bucketsEndpoint: string | undefined;
  /** the template with the addresses of its queues */
  readonly resources: ResourcesOf;
  stop(): Promise<void>;
}

/** Starts the engines of SQS and S3, only where the template has some use for them, and creates what it names. */
export async function startQueuesAndBuckets(
  template: Template,
  dataDir: string | undefined,
): Promise<QueuesAndBuckets> {
  const named = templateResources(template);
  // loaded only where it is needed: it is the largest part of local mode
  const engine = named('AWS::SQS::Queue').length > 0 ? await import('./engines/queues.ts') : undefined;
  const queues = await engine?.startQueueEngine(dataDir);
  let buckets: Buckets | undefined;
  const stop = async () => {
    await buckets?.stop();
    await queues?.stop();
  };
  try {
    const resources = templateResources(template, queues?.address);
    if (engine && queues) engine.createQueues(queues, definitions.queueDefinitions(resources));
    const defined = definitions.bucketDefinitions(resources);
    const dir = dataDir === undefined ? undefined : join(dataDir, 'objects');
    if (defined.length > 0) {
      const names = defined.map(({ name }) => name);
      buckets = await startBuckets({ names, dir, onWritten: tellQueues(defined, queues) });
    }
    return { queues, bucketsEndpoint: buckets?.endpoint, resources, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** S3's notifications: what stands in the template, as a message in the form of S3's. */
function tellQueues(buckets: readonly definitions.BucketDefinition[], queues: QueueEngine | undefined) {
  return (bucket: string, object: ObjectDescription): void => {
    for (const { prefix, queueName } of buckets.find(({ name }) => name === bucket)?.notifications ?? []) {
      if (object.key.startsWith(prefix)) queues?.sendMessage(queueName, JSON.stringify(writtenEvent(bucket, object)));
    }
  };
}

/** Creates the tables, and enters the demo partners in the one that functions read partners from. */
export async function prepareTables(
  resources: ResourcesOf,
  endpoint: string,
  credentials: readonly Credential[],
  registration: Registration,
): Promise<void> {
  const client = engineClient(endpoint);
  try {
    const tables = definitions.tableDefinitions(resources);
    await Promise.all(tables.map((table) => ensureTable(client, table)));
    const functions = definitions.functionDefinitions(resources);
    const partnerTables = new Set(functions.map(({ environment }) => environment[variableNames.tableName]));
    for (const name of partnerTables) {
      if (name) await registerPartners(client, name, credentials, registration);
    }
  } finally {
    client.destroy();
  }
}
