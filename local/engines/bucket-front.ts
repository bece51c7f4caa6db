import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export interface BucketFront {
  readonly endpoint: string;
  stop(): Promise<void>;
}

// The engine treats these as a plain PUT of the object, or says yes and does nothing.
const UNSUPPORTED_SUBRESOURCE =
  /[?&](tagging|acl|policy|versioning|versions|retention|legal-hold|object-lock|lifecycle|encryption|website|replication)(?:[=&]|$)/;
const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT, HEAD',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'etag',
};

/**
 * Stands before the S3 engine and keeps three promises of S3 that the engine does not: conditional writes, expiry of presigned
 * addresses, and a refusal of what is not there.
 */
export async function startBucketFront(engineEndpoint: string): Promise<BucketFront> {
  const writesUnderWay = new Map<string, Promise<void>>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    if (request.method === 'OPTIONS') return void response.writeHead(200, CORS_HEADERS).end();
    if (UNSUPPORTED_SUBRESOURCE.test(url)) return refuse(response, 501, 'NotImplemented');
    if (isExpired(url)) return refuse(response, 403, 'AccessDenied');
    const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = request.headers;
    if (request.method !== 'PUT' || (!ifNoneMatch && !ifMatch)) return forward(request, response);
    await oneAfterTheOther(url.split('?')[0] ?? url, async () => {
      const etag = await etagOf(url.split('?')[0] ?? url, request.headers);
      if (ifNoneMatch === '*' && etag !== undefined) return refuse(response, 412, 'PreconditionFailed');
      if (ifMatch && etag !== ifMatch) return refuse(response, 412, 'PreconditionFailed');
      await forward(request, response);
    });
  }

  async function oneAfterTheOther(path: string, write: () => Promise<void>): Promise<void> {
    const mine = (writesUnderWay.get(path) ?? Promise.resolve()).then(write);
    const settled = mine.catch(() => {});
    writesUnderWay.set(path, settled);
    await mine.finally(() => {
      if (writesUnderWay.get(path) === settled) writesUnderWay.delete(path);
    });
  }

  function etagOf(path: string, headers: IncomingHttpHeaders): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const head = httpRequest(
        `${engineEndpoint}${path}`,
        { method: 'HEAD', headers: { host: headers.host } },
        (found) => {
          found.resume();
          resolve(found.statusCode === 200 ? found.headers.etag : undefined);
        },
      );
      head.once('error', reject);
      head.end();
    });
  }

  function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return new Promise((resolve, reject) => {
      const { method, headers } = request;
      const passed = httpRequest(`${engineEndpoint}${request.url}`, { method, headers }, (given) => {
        response.writeHead(given.statusCode ?? 502, { ...given.headers, ...CORS_HEADERS });
        given.pipe(response);
        response.once('close', resolve);
      });
      passed.once('error', reject);
      request.pipe(passed);
    });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml', ...CORS_HEADERS });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

/** `X-Amz-Date=20261121T020500Z&X-Amz-Expires=900` of a presigned address, against the real time. */
function isExpired(url: string): boolean {
  const query = new URL(url, 'http://bucket').searchParams;
  const [date, seconds] = [query.get('X-Amz-Date'), query.get('X-Amz-Expires')];
  if (!date || !seconds) return false;
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return !(Date.now() <= signedAt + Number(seconds) * 1000);
}
