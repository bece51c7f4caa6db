import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { objectFiles } from './object-files.ts';
import type { ObjectDescription, ObjectFiles, OpenedObject } from './object-files.ts';

export interface Buckets {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface BucketsOptions {
  readonly names: readonly string[];
  /** where objects stand that are to survive the run */
  readonly dir?: string | undefined;
  /** called before a write is answered */
  readonly onWritten?: (bucket: string, object: ObjectDescription) => unknown;
}

type Address = { readonly bucket: string; readonly key: string; readonly versionId: string | null };

const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT, HEAD',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'etag',
};
const PLAIN_QUERY = /^(versionId|x-id|X-Amz-[A-Za-z0-9-]+|x-amz-[a-z0-9-]+)$/;
const VERSION_ID = /^[0-9a-f-]{36}$/;
const HEX_DIGEST = /^[0-9a-f]{64}$/;

/**
 * The part of S3 that the functions use, on this machine: objects are put, conditionally or not, read whole or by range, and asked
 * about. It refuses everything else by name, so that nothing seems to have been done that was not. Signatures are not checked; that a
 * presigned address has expired is.
 */
export async function startBuckets({ names, dir, onWritten }: BucketsOptions): Promise<Buckets> {
  const files = objectFiles(dir);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://bucket');
    if (request.method === 'OPTIONS') return void response.writeHead(200, CORS_HEADERS).end();
    if ([...url.searchParams.keys()].some((name) => !PLAIN_QUERY.test(name)))
      return refuse(response, 501, 'NotImplemented');
    if (isExpired(url.searchParams)) return refuse(response, 403, 'AccessDenied');
    const [, bucket = '', encodedKey = ''] = /^\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    if (!names.includes(bucket)) return refuse(response, 404, 'NoSuchBucket');
    const versionId = url.searchParams.get('versionId');
    if (versionId !== null && !VERSION_ID.test(versionId)) return refuse(response, 404, 'NoSuchVersion');
    const address = { bucket, key: decodeURIComponent(encodedKey), versionId };
    const { method } = request;
    if (method === 'PUT') return put(address, request, response);
    if (method === 'GET' || method === 'HEAD') return get(files, address, request, response);
    return refuse(response, 501, 'NotImplemented');
  }

  async function put({ bucket, key }: Address, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const header = (name: string) => [headers[name]].flat()[0];
    const payload = header('x-amz-content-sha256') ?? '';
    if (payload.startsWith('STREAMING-') || header('x-amz-copy-source')) return refuse(response, 501, 'NotImplemented');
    const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = headers;
    const written = await files.write(bucket, {
      key,
      contentType: headers['content-type'] ?? 'binary/octet-stream',
      contentEncoding: header('content-encoding'),
      body: request,
      digests: {
        md5: header('content-md5'),
        sha256:
          header('x-amz-checksum-sha256') ??
          (HEX_DIGEST.test(payload) ? Buffer.from(payload, 'hex').toString('base64') : undefined),
      },
      allows: (etag) => !(ifNoneMatch === '*' && etag !== undefined) && (ifMatch === undefined || ifMatch === etag),
    });
    if (written === 'refused') return refuse(response, 412, 'PreconditionFailed');
    if (written === 'digest-differs') return refuse(response, 400, 'BadDigest');
    await onWritten?.(bucket, written);
    response.writeHead(200, { 'etag': written.etag, 'x-amz-version-id': written.versionId, ...CORS_HEADERS }).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  // a large upload over a slow line takes as long as it takes
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await files.stop();
    },
  };
}

/** What S3 tells a queue of an object that was written. */
export const writtenEvent = (bucket: string, { key, bytes, etag, versionId }: ObjectDescription): object => ({
  Records: [
    {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: {
        bucket: { name: bucket },
        object: { key: encodeURIComponent(key).replaceAll('%2F', '/'), size: bytes, eTag: etag, versionId },
      },
    },
  ],
});

async function get(
  files: ObjectFiles,
  { bucket, key, versionId }: Address,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const object = await files.open(bucket, key, versionId);
  if (!object) return refuse(response, 404, 'NoSuchKey', method === 'HEAD');
  try {
    const range = rangeOf(headers.range, object.bytes);
    if (range === 'outside') return refuse(response, 416, 'InvalidRange', method === 'HEAD');
    const { from, to } = range ?? { from: 0, to: object.bytes - 1 };
    response.writeHead(range ? 206 : 200, {
      ...headersOf(object),
      ...CORS_HEADERS,
      'content-length': to - from + 1,
      ...(range ? { 'content-range': `bytes ${from}-${to}/${object.bytes}` } : {}),
    });
    if (method === 'HEAD' || to < from) response.end();
    else await pipeline(object.read(from, to), response);
  } finally {
    await object.close();
  }
}

function headersOf({ etag, versionId, contentType, contentEncoding, writtenAt }: OpenedObject): Record<string, string> {
  return {
    etag,
    'x-amz-version-id': versionId,
    'accept-ranges': 'bytes',
    'content-type': contentType,
    ...(contentEncoding ? { 'content-encoding': contentEncoding } : {}),
    'last-modified': new Date(writtenAt).toUTCString(),
  };
}

/** `bytes=0-99` and `bytes=100-`; undefined: the whole object. */
function rangeOf(header: string | undefined, bytes: number): { from: number; to: number } | 'outside' | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return undefined;
  if (Number(from) >= bytes) return 'outside';
  return { from: Number(from), to: Math.min(to ? Number(to) : bytes - 1, bytes - 1) };
}

function refuse(response: ServerResponse, status: number, code: string, isBare = false): void {
  response.writeHead(status, { 'content-type': 'application/xml', ...CORS_HEADERS });
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  response.end(isBare ? undefined : xml);
}

/** `X-Amz-Date=20261121T020500Z&X-Amz-Expires=900` of a presigned address, against the real time. */
function isExpired(query: URLSearchParams): boolean {
  const [date, seconds] = [query.get('X-Amz-Date'), query.get('X-Amz-Expires')];
  if (!date || !seconds) return false;
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return !(Date.now() <= signedAt + Number(seconds) * 1000);
}
