import { startFauxqs } from 'fauxqs';
import type { FauxqsServer } from 'fauxqs';
import type { QueueDefinition } from '../template/local-stack.ts';
import { LOCAL_REGION } from './engine-env.ts';

export type QueueEngine = FauxqsServer;

/** SQS in this process. With `dataDir`, messages survive a restart. */
export async function startQueueEngine(dataDir: string | undefined): Promise<QueueEngine> {
  return startFauxqs({
    port: 0,
    host: '127.0.0.1',
    logger: false,
    defaultRegion: LOCAL_REGION,
    ...(dataDir ? { dataDir } : {}),
  });
}

export function createQueues(engine: QueueEngine, queues: readonly QueueDefinition[]): void {
  for (const { name, attributes } of queues) {
    if (!engine.inspectQueue(name)) engine.createQueue(name, { attributes: { ...attributes } });
  }
}
