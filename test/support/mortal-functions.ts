import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { bundleFunctions, projectDir } from '../../lib/bundle.ts';
import { localFunction } from '../../local/functions/local-function.ts';
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
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

export async function mortalFunctions(connector: Connector, handlers: readonly string[]): Promise<MortalFunctions> {
  const directory = await mkdtemp(join(tmpdir(), 'mortal-functions-'));
  const sources = handlers.map((handler) => [handler, join(projectDir, `lambdas/handlers/http/${handler}.ts`)]);
  await bundleFunctions({ entries: Object.fromEntries(sources) as Record<string, string>, outdir: directory });

  async function send(request: ArrivedRequest, death?: Death) {
    const started = new Map<string, ReturnType<typeof localFunction>>();
    const end = async (): Promise<void> => {
      await Promise.all([...started.values()].map((one) => one.stop()));
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
      now: connector.now,
      onFailure: () => undefined,
      invoke: async (target, event) => {
        const mortal = localFunction({
          ...{ file: join(directory, target, 'index.mjs'), exportName: 'handler', functionName: target },
          ...{ timeoutMs: TIMEOUT_MS, memoryMb: 256, environment: environment(), log: nowhere() },
        });
        started.set(target, mortal);
        return mortal.invoke(event);
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

const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined));
