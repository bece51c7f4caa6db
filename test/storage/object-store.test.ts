import { gzipSync } from 'node:zlib';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getObject, headObject, presignPut, putOnce, readObject } from '../../lambdas/storage/object-store.ts';
import { startBuckets } from '../../local/engines/buckets.ts';
import type { Buckets } from '../../local/engines/buckets.ts';
import { engineEnv } from '../../local/engines/engine-env.ts';
import { removeDir, temporaryDir } from '../local/fixtures/child.ts';

const dir = temporaryDir();
let buckets: Buckets;
const csv = { contentType: 'text/csv' };
const text = async (key: string) => (await getObject('statements', key))?.content.toString();

const start = async () => {
  buckets = await startBuckets({ names: ['statements', 'enrolments'], dir });
  Object.assign(process.env, engineEnv({ dynamoDb: '', secrets: '', buckets: buckets.endpoint }), {
    BUCKET_STATEMENTS: 'statements',
    BUCKET_ENROLMENTS: 'enrolments',
  });
};
beforeAll(start);
afterAll(async () => {
  await buckets.stop();
  removeDir(dir);
});

describe('an object', () => {
  it('is written once, however many try at once, and the first stands', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => putOnce('statements', 'parts/one', Buffer.from(String(n)), csv)),
    );
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
    expect(await text('parts/one')).toBe(String(outcomes.indexOf('written')));
    expect(await putOnce('statements', 'parts/one', Buffer.from('other'), csv)).toBe('exists');
    expect(await text('parts/one')).toBe(String(outcomes.indexOf('written')));
  });

  it('is given back as it was stored, packed or not, with what was said of it', async () => {
    const content = gzipSync('line,type\r\n');
    await putOnce('statements', 'parts/i-1/中文 +%.csv', content, { ...csv, contentEncoding: 'gzip' });

    expect(await getObject('statements', 'parts/i-1/中文 +%.csv')).toMatchObject({
      ...{ content, bytes: content.length, contentType: 'text/csv', contentEncoding: 'gzip' },
    });
    expect(await headObject('statements', 'parts/i-1/中文 +%.csv')).toMatchObject({ bytes: content.length });
  });

  it('that is not there is undefined, and so is a range behind its end', async () => {
    await putOnce('statements', 'parts/short', Buffer.from('0123456789'), csv);

    expect(await getObject('statements', 'parts/none')).toBeUndefined();
    expect(await headObject('statements', 'parts/none')).toBeUndefined();
    expect(await getObject('statements', 'parts/short', { from: 10, to: 12 })).toBeUndefined();
    const end = await getObject('statements', 'parts/short', { from: 8, to: 12 });
    expect([end?.content.toString(), end?.bytes]).toEqual(['89', 10]);
  });

  it('without content is one', async () => {
    await putOnce('statements', 'parts/empty', Buffer.alloc(0), csv);

    expect((await getObject('statements', 'parts/empty'))?.bytes).toBe(0);
    expect(await putOnce('statements', 'parts/empty', Buffer.alloc(0), csv)).toBe('exists');
  });

  it('is streamed range by range, from any byte on', async () => {
    const content = Buffer.from(Array.from({ length: 1_000 }, (_, n) => n % 251));
    async function* inPieces() {
      for (let at = 0; at < content.length; at += 300) yield content.subarray(at, at + 300);
    }
    await putOnce('enrolments', 'long', inPieces(), csv);

    for (const [from, chunkBytes] of [
      [0, 100],
      [999, 1],
      [450, 77],
      [0, 5_000],
      [1_000, 10],
    ] as const) {
      const read: Buffer[] = [];
      for await (const chunk of readObject('enrolments', 'long', { from, chunkBytes })) read.push(chunk);
      expect(Buffer.concat(read)).toEqual(content.subarray(from));
    }
  });

  it('survives a restart of the engine', async () => {
    await putOnce('statements', 'parts/kept', Buffer.from('kept'), csv);
    await buckets.stop();
    await start();

    expect(await text('parts/kept')).toBe('kept');
  });
});

describe('a presigned address', () => {
  it('takes a file of any size without a signature, until its time is over', async () => {
    const url = await presignPut('enrolments', 'uploads/i-1', 60);
    const file = Buffer.alloc(30 * 1024 * 1024, 'x');

    expect((await fetch(url, { method: 'PUT', body: file })).status).toBe(200);
    expect((await headObject('enrolments', 'uploads/i-1'))?.bytes).toBe(file.length);

    const over = new URL(url);
    over.searchParams.set('X-Amz-Date', '20200101T000000Z');
    expect((await fetch(over, { method: 'PUT', body: 'x' })).status).toBe(403);
  });
});

describe('a store in trouble', () => {
  async function troubled<Result>(answers: readonly number[], ask: () => Promise<Result>) {
    let asked = 0;
    const server = createServer((request, response) => {
      request.resume();
      const status = answers[Math.min(asked, answers.length - 1)] ?? 0;
      asked += 1;
      if (status === 0) response.destroy();
      else response.writeHead(status).end(status === 200 ? 'fen' : '<Error><Code>SlowDown</Code></Error>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env['AWS_ENDPOINT_URL_S3'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      return { outcome: await ask().catch((error: unknown) => error), asked };
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      process.env['AWS_ENDPOINT_URL_S3'] = buckets.endpoint;
    }
  }
  const get = () => getObject('statements', 'parts/one');

  it('is asked again, and answers after all', async () => {
    const { outcome, asked } = await troubled([0, 503, 200], get);
    expect(outcome).toMatchObject({ content: Buffer.from('fen') });
    expect(asked).toBe(3);
  });

  it('is asked four times at most', async () => {
    const busy = await troubled([503], get);
    expect([busy.asked, String(busy.outcome)]).toEqual([4, 'Error: GET of an object of statements: 503 SlowDown']);
    const silent = await troubled([0], get);
    expect([silent.asked, String(silent.outcome)]).toEqual([4, 'Error: no answer about an object of statements']);
  });

  it('is not asked again where it refuses', async () => {
    const { outcome, asked } = await troubled([403], () => putOnce('statements', 'x', Buffer.alloc(1), csv));
    expect([asked, String(outcome)]).toEqual([1, 'Error: PUT of an object of statements: 403 SlowDown']);
  });
});

describe('the engine', () => {
  it('does not store a body that is not what its digest says', async () => {
    const put = await fetch(`${buckets.endpoint}/statements/wrong`, {
      method: 'PUT',
      headers: { 'x-amz-checksum-sha256': 'AAAA' },
      body: 'x',
    });
    expect(put.status).toBe(400);
    expect(await getObject('statements', 'wrong')).toBeUndefined();
  });
});
