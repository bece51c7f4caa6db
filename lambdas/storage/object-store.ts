import { createHash } from 'node:crypto';
import type { BucketName } from '../runtime/env.ts';
import { presignedUrl, sendObjectRequest } from './object-request.ts';
import type { ObjectAnswer } from './object-request.ts';

export interface ObjectMeta {
  readonly contentType: string;
  /** `gzip`, where the bytes are that; they are given back as they are stored */
  readonly contentEncoding?: string;
}

export interface ObjectFacts {
  /** of the whole object, as stored */
  readonly bytes: number;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  readonly etag: string;
  /** where the bucket keeps what is written over */
  readonly versionId: string | undefined;
}

export interface StoredObject extends ObjectFacts {
  /** the whole, or the range that was asked for */
  readonly content: Buffer;
}

/** Bytes: both the first and the last are in it; a last one beyond the end is the end. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface ReadOptions {
  /** bytes */
  readonly from?: number;
  readonly chunkBytes?: number;
  /** of an object that may be put again while it is read */
  readonly versionId?: string | undefined;
}

/** What is put is held in memory, because its digest goes before it. */
export const MAX_PUT_BYTES = 64 * 1024 * 1024;
const DEFAULT_CHUNK_BYTES = 1024 * 1024;

/**
 * Writes an object that is not there. `exists`: there is one, and it stands, perhaps put by an earlier attempt of this very call
 * whose answer was lost; whoever must know reads what stands. Up to 64 MiB. Throws where S3 does not take it.
 */
export async function putOnce(
  bucket: BucketName,
  key: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  { contentType, contentEncoding }: ObjectMeta,
): Promise<'written' | 'exists'> {
  const body = content instanceof Uint8Array ? content : await gathered(content);
  if (body.length > MAX_PUT_BYTES) throw new Error(`an object of ${body.length} bytes is too large to be put at once`);
  const digest = createHash('sha256').update(body).digest();
  const answer = await sendObjectRequest({
    ...{ method: 'PUT', bucket, key, body },
    headers: {
      'content-type': contentType,
      ...(contentEncoding === undefined ? {} : { 'content-encoding': contentEncoding }),
      'if-none-match': '*',
      'x-amz-content-sha256': digest.toString('hex'),
      // a bucket with object lock takes nothing without a checksum
      'x-amz-checksum-sha256': digest.toString('base64'),
    },
  });
  if (answer.status === 412) return 'exists';
  if (answer.status !== 200) throw refused('PUT', bucket, answer);
  return 'written';
}

/** What there is to know of an object without reading it; undefined where there is none. */
export async function headObject(bucket: BucketName, key: string): Promise<ObjectFacts | undefined> {
  const answer = await sendObjectRequest({ method: 'HEAD', bucket, key });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refused('HEAD', bucket, answer);
  return factsOf(answer);
}

/** Reads an object, whole or a range of it, into memory; undefined where there is none, or where it ends before the range. */
export async function getObject(
  bucket: BucketName,
  key: string,
  range?: ByteRange,
  versionId?: string,
): Promise<StoredObject | undefined> {
  const headers = range === undefined ? {} : { range: `bytes=${range.from}-${range.to}` };
  const answer = await sendObjectRequest({ method: 'GET', bucket, key, versionId, headers });
  if (answer.status === 404 || answer.status === 416) return undefined;
  if (answer.status !== 200 && answer.status !== 206) throw refused('GET', bucket, answer);
  const whole = /\/(\d+)$/u.exec(answer.headers['content-range'] ?? '')?.[1];
  return { ...factsOf(answer), bytes: Number(whole ?? answer.body.length), content: answer.body };
}

/** Streams an object from a byte on, in ranges each of which is asked for again where it fails; nothing where there is none. */
export async function* readObject(
  bucket: BucketName,
  key: string,
  { from = 0, chunkBytes = DEFAULT_CHUNK_BYTES, versionId }: ReadOptions = {},
): AsyncGenerator<Buffer> {
  for (let at = from; ; at += chunkBytes) {
    const part = await getObject(bucket, key, { from: at, to: at + chunkBytes - 1 }, versionId);
    if (part === undefined) return;
    yield part.content;
    if (at + chunkBytes >= part.bytes) return;
  }
}

/** An address at which the object may be PUT, over whatever is there, until so many seconds are over (at most seven days). */
export const presignPut = (bucket: BucketName, key: string, seconds: number): Promise<string> =>
  presignedUrl(bucket, key, seconds);

function factsOf({ headers }: ObjectAnswer): ObjectFacts {
  return {
    bytes: Number(headers['content-length']),
    contentType: headers['content-type'] ?? '',
    contentEncoding: headers['content-encoding'],
    etag: headers.etag ?? '',
    versionId: [headers['x-amz-version-id']].flat()[0],
  };
}

/** S3 names what was wrong in `<Code>`; a key could name an insurer, and is left out. */
function refused(method: string, bucket: BucketName, { status, body }: ObjectAnswer): Error {
  const code = /<Code>(\w+)<\/Code>/u.exec(body.toString('utf8', 0, 1_000))?.[1] ?? 'no code';
  return new Error(`${method} of an object of ${bucket}: ${status} ${code}`);
}

async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MAX_PUT_BYTES)
      throw new Error(`an object of over ${MAX_PUT_BYTES} bytes is too large to be put at once`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
