import { createHash } from 'node:crypto';
import type { Faults } from './faults.ts';
import type { OutsideAnswer, OutsideRequest } from './outside.ts';

export interface KeptObject {
  readonly content: Buffer;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  readonly etag: string;
  readonly versionId: string;
}

export interface Buckets {
  answer(request: OutsideRequest): OutsideAnswer;
  read(bucket: string, key: string): KeptObject | undefined;
}

/** Where the buckets seem to be. */
export const BUCKETS_URL = 'http://buckets.test';

/** The buckets: written once where that is asked for, each read as it was last written, as S3 has it. */
export function newBuckets(faults: Faults): Buckets {
  const objects = new Map<string, KeptObject>();
  const versions = new Map<string, KeptObject>();
  let written = 0;

  function put(name: string, { headers, body }: OutsideRequest): OutsideAnswer {
    if (headers['if-none-match'] === '*' && objects.has(name)) return refusal(412, 'PreconditionFailed');
    if (headers['x-amz-checksum-sha256'] !== createHash('sha256').update(body).digest('base64'))
      return refusal(400, 'BadDigest');
    written += 1;
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const kept: KeptObject = {
      ...{ content: body, etag, versionId: `version-${written}` },
      contentType: headers['content-type'] ?? '',
      contentEncoding: headers['content-encoding'],
    };
    objects.set(name, kept);
    versions.set(`${name} ${kept.versionId}`, kept);
    return { status: 200, headers: { etag } };
  }

  function get(name: string, { method, url, headers }: OutsideRequest): OutsideAnswer {
    const versionId = url.searchParams.get('versionId');
    const kept = versionId === null ? objects.get(name) : versions.get(`${name} ${versionId}`);
    if (kept === undefined) return refusal(404, 'NoSuchKey');
    const { content, contentType, contentEncoding, etag } = kept;
    const said = {
      ...{ 'content-type': contentType, etag, 'x-amz-version-id': kept.versionId },
      ...(contentEncoding !== undefined && { 'content-encoding': contentEncoding }),
    };
    if (method === 'HEAD') return { status: 200, headers: { ...said, 'content-length': String(content.length) } };
    const [, from, to] = /^bytes=(\d+)-(\d+)$/u.exec(headers['range'] ?? '') ?? [];
    if (from === undefined) return { status: 200, headers: said, body: content };
    if (Number(from) >= content.length) return refusal(416, 'InvalidRange');
    const part = content.subarray(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${content.length}`;
    return { status: 206, headers: { ...said, 'content-range': range }, body: part };
  }

  const reach = (request: OutsideRequest): OutsideAnswer => {
    const name = decodeURIComponent(request.url.pathname.slice(1));
    return request.method === 'PUT' ? put(name, request) : get(name, request);
  };
  return {
    answer: (request) => {
      if (!faults.strikes()) return reach(request);
      const failed = faults.chance.pick<OutsideAnswer>(['cut-off', 'timed-out', refusal(503, 'SlowDown')]);
      const isAfter = faults.chance.oneIn(2);
      faults.happened(isAfter ? 'bucket-after' : 'bucket-before');
      if (isAfter) reach(request);
      return failed;
    },
    read: (bucket, key) => objects.get(`${bucket}/${key}`),
  };
}

const refusal = (status: number, code: string): OutsideAnswer => ({ status, body: `<Code>${code}</Code>` });
