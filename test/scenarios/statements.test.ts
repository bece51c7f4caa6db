import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../lambdas/domain/statement-manifest.ts';
import { addDays } from '../../lambdas/domain/calendar.ts';
import { sha256Hex } from '../../lambdas/runtime/statement-digest.ts';
import { hideFromIndex, loseLines } from '../support/book-faults.ts';
import { close } from '../support/closing.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { consultOrder, consultPlan, coverageOf } from '../support/documents.ts';

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector({ direct: true, now: '2027-12-30T10:00:00+08:00' });
  const insurer = connector.as('insurer-a');
  await insurer.request('PUT', '/v1/plans/P-1/versions/1', consultPlan('P-1'));
  const enrolment = coverageOf('M-1', 'P-1', { to: '2029-12-31' });
  await insurer.request('PUT', '/v1/coverages/C-1', enrolment);
});

afterAll(() => connector.stop());

async function settle(orderNo: string, amount: number): Promise<string> {
  const order = { ...consultOrder(orderNo, 'M-1', amount), serviceAt: new Date(connector.now()).toISOString() };
  const { body, status } = await connector.as('hospital-a').request('POST', '/v1/settlements', order);
  expect([status, body['insurer'] ?? body['code']]).toEqual([201, undefined]);
  return String(body['settlementId']);
}

const at = (instant: string) => connector.setNow(instant);

/** Lets the day end and closes it. */
async function closed(date: string): Promise<Manifest> {
  await connector.deliverStreams();
  at(`${addDays(date, 1)}T00:30:00+08:00`);
  await close(connector);
  return statement(date);
}

const get = (path: string, by: 'insurer-a' | 'insurer-b' = 'insurer-a', headers = {}) =>
  connector.as(by).request('GET', path, undefined, { headers });

async function statement(date: string, by: 'insurer-a' | 'insurer-b' = 'insurer-a'): Promise<Manifest> {
  const { status, body } = await get(`/v1/statements/${date}`, by);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as Manifest;
}

describe('the days of an insurer', () => {
  it('begin with its first with business; those before were empty', async () => {
    expect(await get('/v1/statements/2027-12-30')).toMatchObject({
      status: 409,
      body: { code: 'statement.generating', retry: 'after' },
    });
    await settle('HX-1', 1_000);
    const first = await closed('2027-12-30');
    expect(first).toMatchObject({ count: 1, opening: 0, closing: 1_000, version: 1, supersedes: null });
    const before = await statement('2027-12-29');
    expect(before).toMatchObject({ count: 0, closing: 0, sha256: first.previousSha256 });
    expect(await statement('2027-12-29')).toEqual(before);
  });

  it.each([
    ['a year', '2027-12-31', '2028-01-01'],
    ['February of a leap year', '2028-02-28', '2028-02-29'],
    ['a month of thirty-one days', '2028-03-31', '2028-04-01'],
    ['a month of thirty days', '2028-04-30', '2028-05-01'],
  ])('follow each other over the end of %s', async (name, last, next) => {
    at(`${last}T23:59:59.999+08:00`);
    await settle(`HX-${last}`, 300);
    at(`${next}T00:00:00.000+08:00`);
    await settle(`HX-${last}-next`, 400);
    const [one, other] = [await closed(last), await closed(next)];
    expect([one.net >= 300, other.net, other.opening, other.previousSha256], name).toEqual([
      ...[true, 400, one.closing, one.sha256],
    ]);
  });

  it('are closed by the hundred where nothing happened, each with a link of the chain', async () => {
    const from = addDays('2028-05-01', 1);
    const through = addDays(from, 299);
    at(`${addDays(through, 1)}T00:30:00+08:00`);
    const started = performance.now();
    await close(connector);
    expect(performance.now() - started).toBeLessThan(20_000);
    const [one, last] = [await statement(from), await statement(through)];
    expect(last).toMatchObject({ count: 0, opening: one.closing, closing: one.closing, previousSha256: last.sha256 });
    expect(one).toMatchObject({ count: 0, parts: [{ n: 1, lines: 0, sha256: one.sha256 }] });
    const part = await get(`/v1/statements/${through}/parts/1`);
    expect(part.text).toBe(`${part.text.trimEnd()}\r\n`);
    expect(sha256Hex(part.text)).toBe(last.sha256);
  });

  it('of 92 at most are listed, the oldest first', async () => {
    const { body } = await get('/v1/statements?from=2028-02-25&to=2028-03-05');
    const listed = body['statements'] as Manifest[];
    expect(listed.map(({ businessDate }) => businessDate)).toEqual(
      Array.from({ length: 10 }, (_, day) => addDays('2028-02-25', day)),
    );
    expect(listed[3]).toEqual(await statement('2028-02-28'));
    for (const [index, next] of listed.slice(1).entries()) {
      const before = listed[index];
      expect([next.opening, next.previousSha256]).toEqual([before?.closing, before?.sha256]);
    }
    expect(await get('/v1/statements?from=2028-01-01&to=2028-04-02')).toMatchObject({ status: 400 });
    expect(await get('/v1/statements?from=2028-01-01&to=2028-04-01')).toMatchObject({ status: 200 });
    for (const bad of ['from=2028-02-30', 'from=2028-03-01&to=2028-02-01', 'since=2028-01-01']) {
      expect(await get(`/v1/statements?${bad}`), bad).toMatchObject({
        status: 400,
        body: { code: 'request.malformed' },
      });
    }
  });

  it('that have not been, or are no days, are none', async () => {
    expect(await get('/v1/statements/2039-01-01')).toMatchObject({ status: 404, body: { code: 'statement.unknown' } });
    expect(await get('/v1/statements/2028-02-30')).toMatchObject({ status: 400 });
    expect(await get('/v1/statements/2028-02-29/parts/2')).toMatchObject({
      status: 404,
      body: { code: 'statement.part-unknown' },
    });
  });
});

describe('a part', () => {
  const path = '/v1/statements/2028-02-28/parts/1';

  it('is CSV, or NDJSON where that is wanted more, gzipped or not, and always the same', async () => {
    const manifest = await statement('2028-02-28');
    const csv = await get(path);
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'vary': 'accept, accept-encoding',
    });
    expect(sha256Hex(csv.text)).toBe(manifest.sha256);
    const json = await get(path, 'insurer-a', { accept: 'application/x-ndjson, text/csv;q=0.5' });
    expect(json.headers['content-type']).toBe('application/x-ndjson');
    expect(
      json.text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { line: number }).line),
    ).toEqual([1]);
    expect((await get(path)).text).toBe(csv.text);
  });

  it.each([
    ['text/csv', 'content-type'],
    ['application/x-ndjson', 'content-type'],
  ])('of %s is gzipped where that is accepted', async (accept) => {
    const plain = await get(path, 'insurer-a', { accept });
    const { bytes, headers } = await connector
      .as('insurer-a')
      .bytes(path, { accept, 'accept-encoding': 'br;q=1, gzip;q=0.8' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(bytes).toString('utf8')).toBe(plain.text);
    expect((await get(path, 'insurer-a', { accept, 'accept-encoding': 'gzip;q=0' })).text).toBe(plain.text);
  });

  it('of another insurer is another one, without a line of this one', async () => {
    const other = await get(path, 'insurer-b');
    expect([other.status, other.text.includes('HX-')]).toEqual([200, false]);
    expect(await statement('2028-02-28', 'insurer-b')).toMatchObject({ insurerId: 'insurer-b', count: 0 });
    expect((await connector.as('hospital-a').request('GET', path)).status).toBe(403);
  });
});

describe('a closing', () => {
  it('of two at once publishes one statement, each line once', async () => {
    at('2029-03-10T10:00:00+08:00');
    const ids = await Promise.all([1, 2, 3].map((n) => settle(`HX-two-${n}`, 100 * n)));
    await connector.deliverStreams();
    at('2029-03-11T00:30:00+08:00');
    await Promise.all([close(connector), close(connector), close(connector)]);
    const manifest = await statement('2029-03-10');
    expect(manifest).toMatchObject({ count: 3, net: 600 });
    const { text } = await get(manifest.parts[0]?.href ?? '');
    for (const id of ids) expect(text.split(`,${id.startsWith('-') ? `'${id}` : id},`)).toHaveLength(3);
  });

  it('brings back what the stream has lost, and does not wait for the index', async () => {
    at('2029-03-12T10:00:00+08:00');
    const [lost, hidden] = [await settle('HX-lost', 100), await settle('HX-hidden', 200)];
    await connector.deliverStreams();
    expect(await loseLines(connector, lost)).toBe(1);
    await hideFromIndex(connector, hidden);
    expect(await closed('2029-03-12')).toMatchObject({ count: 2, net: 300, lateCount: 0 });
  });

  it('with a line of the book for which there is no fact publishes nothing', async () => {
    at('2029-03-13T10:00:00+08:00');
    const id = await settle('HX-forged', 100);
    await connector.deliverStreams();
    const { DeleteItemCommand } = await import('@aws-sdk/client-dynamodb');
    const Key = { pk: { S: `ORDER#${id.split('.')[0]}` }, sk: { S: 'FACT#0001' } };
    const { Attributes } = await connector.client.send(
      new DeleteItemCommand({ TableName: connector.tableName, Key, ReturnValues: 'ALL_OLD' }),
    );
    at('2029-03-14T00:30:00+08:00');
    await expect(close(connector)).rejects.toThrow('not closed: insurer-a');
    expect(await get('/v1/statements/2029-03-13')).toMatchObject({ status: 409 });
    expect(await statement('2029-03-13', 'insurer-b')).toMatchObject({ count: 0 });
    const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: Attributes ?? {} }));
    expect(await closed('2029-03-13')).toMatchObject({ count: 1, net: 100 });
  });

  it('takes a line of a day that is closed into the next, once, however often the stream tells of it', async () => {
    const before = await closed('2029-03-14');
    at('2029-03-14T12:00:00+08:00');
    await settle('HX-set-back', 700);
    await connector.deliverStreams();
    const late = await closed('2029-03-15');
    expect(late).toMatchObject({ count: 1, net: 700, lateCount: 1, opening: before.closing });
    const { text } = await get('/v1/statements/2029-03-15/parts/1');
    expect(text).toMatch(/^1,settlement,2029-03-14,.*,true,HX-set-back,/mu);
    connector.rewindStreams();
    await connector.deliverStreams();
    expect(await closed('2029-03-16')).toMatchObject({ count: 0, lateCount: 0 });
    expect(await statement('2029-03-14')).toEqual(before);
  });

  it('of a day to come is refused, and one of a closed day changes nothing', async () => {
    const before = await statement('2029-03-16');
    await expect(close(connector, '2029-03-18')).rejects.toThrow('is yet to come');
    await close(connector, '2029-03-01');
    expect(await statement('2029-03-16')).toEqual(before);
  });

  it('of the day that runs makes all that follows on it late', async () => {
    await settle('HX-early', 300);
    await connector.deliverStreams();
    await close(connector, '2029-03-17');
    expect(await statement('2029-03-17')).toMatchObject({ count: 1, net: 300, lateCount: 0 });
    await settle('HX-afterwards', 400);
    await connector.deliverStreams();
    expect(await closed('2029-03-18')).toMatchObject({ count: 1, net: 400, lateCount: 1 });
  });
});
