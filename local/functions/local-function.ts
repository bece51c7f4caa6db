import { Worker } from 'node:worker_threads';
import type { Writable } from 'node:stream';
import { INVOCATIONS_AT_ONCE, turnstile } from './turnstile.ts';
import type { InvocationMessage, OutcomeMessage, WorkerSetup } from './function-worker.ts';

export interface LocalFunction {
  /** JSON in, JSON out; rejects where the function threw, crashed or ran out of time */
  invoke(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export interface LocalFunctionOptions extends WorkerSetup {
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** where what the function writes to its output goes */
  readonly log: Writable;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

interface Environment {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
}

const WORKER_FILE = new URL('./function-worker.ts', import.meta.url);

/**
 * One function in a worker thread of its own. It takes several invocations at once, where Lambda would start an execution
 * environment for each: one machine has not the memory. After a time-out the worker takes no more and ends with its last one.
 */
export function localFunction(options: LocalFunctionOptions): LocalFunction {
  const { memoryMb, environment, log, ...setup } = options;
  const inTurn = turnstile(INVOCATIONS_AT_ONCE);
  const environments = new Set<Environment>();
  let current: Environment | undefined;
  let lastId = 0;
  let stopped = false;

  function start(): Environment {
    const worker = new Worker(WORKER_FILE, {
      workerData: setup satisfies WorkerSetup,
      env: { ...environment },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const started: Environment = { worker, pending: new Map() };
    worker.stdout.pipe(log, { end: false });
    worker.stderr.pipe(log, { end: false });
    worker.on('message', (outcome: OutcomeMessage) => settle(started, outcome));
    worker.on('error', (error) => abandon(started, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => abandon(started, new Error(`${setup.functionName} ended in the middle of its work`)));
    environments.add(started);
    return started;
  }

  function settle(from: Environment, { id, result, error }: OutcomeMessage): void {
    const invocation = from.pending.get(id);
    if (!invocation) return;
    from.pending.delete(id);
    clearTimeout(invocation.timer);
    if (error === undefined) invocation.resolve(JSON.parse(result ?? 'null'));
    else invocation.reject(new Error(error));
    endIfRetired(from);
  }

  function abandon(from: Environment, error: Error): void {
    if (current === from) current = undefined;
    environments.delete(from);
    for (const invocation of from.pending.values()) {
      clearTimeout(invocation.timer);
      invocation.reject(error);
    }
    from.pending.clear();
  }

  function expire(from: Environment, id: number): void {
    if (current === from) current = undefined;
    const invocation = from.pending.get(id);
    from.pending.delete(id);
    invocation?.reject(new Error(`${setup.functionName} did not answer within ${setup.timeoutMs} ms`));
    endIfRetired(from);
  }

  function endIfRetired(environmentInUse: Environment): void {
    if (environmentInUse !== current && environmentInUse.pending.size === 0) void environmentInUse.worker.terminate();
  }

  function run(event: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      // one that waited its turn while the others were ended must not start the worker anew
      if (stopped) return reject(new Error(`${setup.functionName} has been stopped`));
      const target = (current ??= start());
      const id = ++lastId;
      const timer = setTimeout(() => expire(target, id), setup.timeoutMs);
      target.pending.set(id, { resolve, reject, timer });
      target.worker.postMessage({ id, event: JSON.stringify(event) } satisfies InvocationMessage);
    });
  }

  return {
    invoke: (event) => inTurn(() => run(event)),
    stop: async () => {
      stopped = true;
      current = undefined;
      await Promise.all([...environments].map(({ worker }) => worker.terminate()));
    },
  };
}
