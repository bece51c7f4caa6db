// A process of its own: the buckets, and a table whose books are made on the way; everything else is the engine's.
import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { argv } from 'node:process';
import { bucketNames } from '../../lambdas/runtime/env.ts';
import { startBuckets } from '../../local/engines/buckets.ts';
import type { DaySizes } from './book-pages.ts';
import { lineOfKey, pageText, shardOf } from './book-pages.ts';

const [, , engine = '', sizesText = '{}'] = argv;
const sizes = JSON.parse(sizesText) as DaySizes;

interface Query {
  readonly Select?: string;
  readonly Limit?: number;
  readonly IndexName?: string;
  readonly ExclusiveStartKey?: Readonly<Record<string, { readonly S: string }>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S: string }>>;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const made = request.headers['x-amz-target'] === 'DynamoDB_20120810.Query' ? madePage(body) : undefined;
  if (made !== undefined) {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(made);
    return;
  }
  const passed = ask(engine, { method: request.method, headers: request.headers }, (given) => {
    response.writeHead(given.statusCode ?? 502, given.headers);
    given.pipe(response);
  });
  passed.once('error', () => response.destroy());
  passed.end(body);
}

function madePage(body: Buffer): string | undefined {
  const query = JSON.parse(body.toString('utf8')) as Query;
  const values = query.ExpressionAttributeValues ?? {};
  const day = shardOf(sizes, values[':partition']?.S ?? '');
  if (day === undefined) return undefined;
  const start = query.ExclusiveStartKey;
  return pageText(day, {
    ...{ from: values[':from']?.S ?? '00000000', to: values[':to']?.S ?? 'zzzzzzzz', limit: query.Limit },
    after: start === undefined ? undefined : lineOfKey(`${start['pk']?.S ?? ''}${start['sk']?.S ?? ''}`),
    of: query.Select === 'COUNT' ? 'count' : query.IndexName === undefined ? 'book' : 'index',
  });
}

const buckets = await startBuckets({ names: bucketNames });
const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.send?.({ table: `http://127.0.0.1:${port}`, buckets: buckets.endpoint });
});
process.once('disconnect', () => process.exit());
