import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One call of the SDK as it went over the wire. */
export interface MeteredCall {
  readonly operation: string;
  readonly from: number;
  readonly until: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** write units of each index, which are not among `writeUnits` */
  readonly indexUnits: Readonly<Record<string, number>>;
}

export interface Meter {
  readonly endpoint: string;
  /** the calls since the last time it was asked */
  take(): readonly MeteredCall[];
  stop(): Promise<void>;
}

/** Longer than anything that a function does between two calls: calls that overlap are then sure to be seen overlapping. */
const DISTANCE_MS = 25;
const PASSED_ON = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

/** Stands between the SDK and the engine, as far away as a database can be, and counts what passes as the engine bills it. */
export async function startMeter(engineEndpoint: string): Promise<Meter> {
  const calls: MeteredCall[] = [];

  async function pass(incoming: IncomingMessage): Promise<{ readonly status: number; readonly text: string }> {
    const from = performance.now();
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const request = JSON.parse(await textOf(incoming)) as Record<string, unknown>;
    const answer = await fetch(engineEndpoint, {
      method: 'POST',
      headers: PASSED_ON.map((name): [string, string] => [name, String(incoming.headers[name])]),
      body: JSON.stringify({ ...request, ReturnConsumedCapacity: 'INDEXES' }),
    });
    const text = await answer.text();
    await sleep(DISTANCE_MS);
    calls.push({ operation, from, until: performance.now(), request, ...unitsOf(operation, text) });
    return { status: answer.status, text };
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming)
      .then(({ status, text }) =>
        outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text),
      )
      .catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    take: () => calls.splice(0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface Units {
  readonly CapacityUnits?: number;
}

interface Consumed extends Units {
  readonly Table?: Units;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Units>>;
}

function unitsOf(operation: string, answer: string): Pick<MeteredCall, 'readUnits' | 'writeUnits' | 'indexUnits'> {
  const { ConsumedCapacity } = JSON.parse(answer) as { ConsumedCapacity?: Consumed | readonly Consumed[] };
  const consumed = [ConsumedCapacity ?? []].flat();
  const onTable = sum(consumed.map(({ Table }) => Table));
  const onIndexes = consumed.flatMap(({ GlobalSecondaryIndexes = {} }) => Object.entries(GlobalSecondaryIndexes));
  if (READS.has(operation))
    return { readUnits: onTable + sum(onIndexes.map(([, units]) => units)), writeUnits: 0, indexUnits: {} };
  const byIndex = Map.groupBy(onIndexes, ([index]) => index);
  const indexUnits = [...byIndex].map(([index, of]) => [index, sum(of.map(([, units]) => units))] as const);
  return { readUnits: 0, writeUnits: onTable, indexUnits: Object.fromEntries(indexUnits) };
}

const sum = (units: readonly (Units | undefined)[]): number =>
  units.reduce((total, one) => total + (one?.CapacityUnits ?? 0), 0);
