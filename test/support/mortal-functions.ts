import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundleFunctions } from '../../lib/bundle.ts';
import type { OutcomeMessage, WorkerSetup } from '../../local/functions/function-worker.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import type { Connector } from './connector.ts';
import { routesInProcess } from './in-process-functions.ts';

/** Where a function is killed: before or after its n-th call (from 1) takes effect in the engine. */
export interface Death {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Functions that can be killed: each request has a worker of its own, with the very bundle that is deployed. */
export interface MortalFunctions {
  /** how many calls the engine was sent, and whether the function lived to answer */
  send(request: ArrivedRequest, death?: Death): Promise<{ readonly calls: number; readonly lived: boolean }>;
  remove(): Promise<void>;
}

const TIMEOUT_MS = 29_000;

export async function mortalFunctions(connector: Connector, handlers: readonly string[]): Promise<MortalFunctions> {
  const directory = await mkdtemp(join(tmpdir(), 'mortal-functions-'));
  const sources = handlers.map((handler) => [handler, `lambdas/handlers/http/${handler}.ts`] as const);
  // the worker too is bundled: to strip the types of its sources takes as long as all the rest of a short life
  const entries = Object.fromEntries([...sources, ['worker', 'local/functions/function-worker.ts'] as const]);
  await bundleFunctions({ entries, outdir: directory });

  async function send(request: ArrivedRequest, death?: Death) {
    const workers: Worker[] = [];
    const end = async (): Promise<void> => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    };
    let [calls, lived] = [0, true];
    connector.traffic.setFaults(async () => {
      if (++calls !== death?.call) return undefined;
      lived = false;
      if (death.when === 'after') return { afterwards: end };
      await end();
      return 'lost-request';
    });
    const gateway = createGateway({
      routes: routesInProcess,
      now: () => connector.now(),
      onFailure: () => undefined,
      invoke: (target, event) => {
        const file = join(directory, target, 'index.mjs');
        const setup: WorkerSetup = { file, exportName: 'handler', functionName: target, timeoutMs: TIMEOUT_MS };
        const worker = new Worker(join(directory, 'worker/index.mjs'), { workerData: setup, env: { ...process.env } });
        workers.push(worker);
        worker.postMessage({ id: 1, event: JSON.stringify(event) });
        return outcomeOf(worker);
      },
    });
    const { status } = await gateway(request);
    await end();
    connector.traffic.setFaults(undefined);
    if (lived !== status < 500) throw new Error(`a function that ${lived ? 'lived' : 'died'} answered ${status}`);
    return { calls, lived };
  }
  return { send, remove: () => rm(directory, { recursive: true, force: true }) };
}

function outcomeOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', ({ result, error }: OutcomeMessage) =>
      error === undefined ? resolve(JSON.parse(result ?? 'null')) : reject(new Error(error)),
    );
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the function was killed')));
  });
}
