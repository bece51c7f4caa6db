// Runs in a worker thread: one function's bundle with the variables the stack gives it.
import type { Context } from 'aws-lambda';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { lambdaContext } from './lambda-context.ts';

export interface WorkerSetup {
  readonly file: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly timeoutMs: number;
}
export interface InvocationMessage {
  readonly id: number;
  readonly event: string;
}
export interface OutcomeMessage {
  readonly id: number;
  /** JSON of what the handler gave */
  readonly result?: string;
  readonly error?: string;
}

const { file, exportName, functionName, timeoutMs } = workerData as WorkerSetup;
const loaded = import(pathToFileURL(file).href) as Promise<Record<string, unknown>>;
// the first invocation reports it; until then it must not count as unhandled
loaded.catch(() => {});

parentPort?.on('message', ({ id, event }: InvocationMessage) => {
  void invoke(event)
    .then((result): OutcomeMessage => ({ id, result }))
    .catch((error: unknown): OutcomeMessage => ({
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((outcome) => parentPort?.postMessage(outcome));
});

type Handler = (event: unknown, context: Context) => unknown;
const isHandler = (value: unknown): value is Handler => typeof value === 'function';

async function invoke(event: string): Promise<string> {
  const handler = (await loaded)[exportName];
  if (!isHandler(handler)) throw new Error(`${file} exports no function ${exportName}`);
  const result: unknown = await handler(JSON.parse(event), lambdaContext(functionName, timeoutMs));
  return JSON.stringify(result ?? null);
}
