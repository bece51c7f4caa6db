import { Agent, createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One call of the SDK as it went over the wire. */
export interface EngineCall {
  /** `TransactWriteItems` */
  readonly operation: string;
  /** units over all tables and indexes that the call touched, as the engine counts them */
  readonly capacity: number;
  /** `performance.now()` when the call arrived and when it was answered: calls that overlap are one round trip */
  readonly from: number;
  readonly until: number;
  readonly request: Readonly<Record<string, unknown>>;
}

/**
 * `lost-request`: never reaches the engine. `lost-answer`: takes effect, and the caller never learns of it. `conflict`: a transaction
 * is cancelled because another one is under way on an item. `unprocessed`: a batch of reads gets to none of its keys.
 */
export type Fault = 'lost-request' | 'lost-answer' | 'throttled' | 'internal-error' | 'conflict' | 'unprocessed';

/** What is done when a call has taken effect; then its answer is lost. */
export interface Afterwards {
  readonly afterwards: () => Promise<void>;
}

type ChooseFault = (
  operation: string,
  request: Readonly<Record<string, unknown>>,
) => Fault | undefined | Promise<Fault | Afterwards | undefined>;

export interface Traffic {
  readonly endpoint: string;
  /** the calls since the last time it was asked */
  take(): EngineCall[];
  /**
   * Asked before every call; what it answers goes wrong with that call, which waits until it has answered. Undefined again: no faults.
   */
  setFaults(choose: ChooseFault | undefined): void;
  stop(): Promise<void>;
}

const ERRORS = 'com.amazonaws.dynamodb.v20120810#';

function spoiltAnswer(
  fault: Exclude<Fault, 'lost-request' | 'lost-answer'>,
  request: Readonly<Record<string, unknown>>,
): [status: number, body: Readonly<Record<string, unknown>>] {
  const message = 'injected';
  switch (fault) {
    case 'throttled':
      return [400, { __type: `${ERRORS}ThrottlingException`, message }];
    case 'internal-error':
      return [500, { __type: `${ERRORS}InternalServerError`, message }];
    case 'conflict': {
      const reasons = [request['TransactItems']].flat().map(() => ({ Code: 'TransactionConflict', Message: message }));
      return [400, { __type: `${ERRORS}TransactionCanceledException`, Message: message, CancellationReasons: reasons }];
    }
    case 'unprocessed':
      return [200, { Responses: {}, UnprocessedKeys: request['RequestItems'] }];
  }
}

/** Stands between the SDK and the engine, so that production code needs no hook: counts, measures and spoils calls. */
export async function startTraffic(engineEndpoint: string): Promise<Traffic> {
  const agent = new Agent({ keepAlive: true });
  const calls: EngineCall[] = [];
  let chooseFault: ChooseFault | undefined;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const request = JSON.parse((await bytesOf(incoming)).toString('utf8')) as Record<string, unknown>;
    const fault = await chooseFault?.(operation, request);
    const from = performance.now();
    if (fault === 'lost-request') return void outgoing.destroy();
    const isAfterwards = typeof fault === 'object';
    if (fault !== undefined && fault !== 'lost-answer' && !isAfterwards) {
      calls.push({ operation, capacity: 0, from, until: performance.now(), request });
      const [status, body] = spoiltAnswer(fault, request);
      outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      return void outgoing.end(JSON.stringify(body));
    }
    const body = Buffer.from(JSON.stringify({ ...request, ReturnConsumedCapacity: 'TOTAL' }));
    const headers = { ...incoming.headers, 'content-length': String(body.length) };
    const answer = await exchange(`${engineEndpoint}${incoming.url}`, headers, body);
    calls.push({ operation, capacity: consumedCapacity(answer.bytes), from, until: performance.now(), request });
    if (isAfterwards) await fault.afterwards();
    if (fault === 'lost-answer' || isAfterwards) return void outgoing.destroy();
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(answer.bytes);
  }

  function exchange(url: string, headers: NodeJS.Dict<string | string[]>, body: Buffer) {
    return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>(
      (resolve, reject) => {
        const sent = httpRequest(url, { method: 'POST', headers, agent }, (response) => {
          bytesOf(response)
            .then((bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }))
            .catch(reject);
        });
        sent.once('error', reject);
        sent.end(body);
      },
    );
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    take: () => calls.splice(0),
    setFaults: (choose) => (chooseFault = choose),
    stop: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface CapacityAnswer {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number } | readonly { readonly CapacityUnits?: number }[];
}

function consumedCapacity(bytes: Buffer): number {
  const { ConsumedCapacity: consumed } = JSON.parse(bytes.toString('utf8') || '{}') as CapacityAnswer;
  return [consumed ?? []].flat().reduce((sum, { CapacityUnits: units = 0 }) => sum + units, 0);
}
