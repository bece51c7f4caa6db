import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BODY_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import { captureOutput, startDoors } from './test-door.ts';
import type { SendOptions, TestDoors } from './test-door.ts';

const good = { orderNo: 'A-1', lines: [{ amount: 100 }] };
let doors: TestDoors;
beforeAll(async () => {
  captureOutput();
  doors = await startDoors();
});
afterEach(() => doors.reset());
afterAll(() => doors.connector.stop());

const send = (content: unknown = good, options: SendOptions = {}) => doors.send('hospital-a', content, options);
/** Without a body. */
const ask = (options: SendOptions = {}) => doors.send('hospital-a', undefined, { method: 'GET', ...options });

describe('a body', () => {
  it('of 256 KiB is read, and one byte more is 413', async () => {
    const ofLength = (length: number) => JSON.stringify(good).padEnd(length, ' ');
    expect((await send(ofLength(BODY_LIMIT_BYTES))).status).toBe(201);
    expect(await send(ofLength(BODY_LIMIT_BYTES + 1))).toMatchObject({
      status: 413,
      body: { code: 'request.too-large' },
    });
  });

  it('is counted in bytes, not in characters', async () => {
    const content = JSON.stringify({ ...good, orderNo: '长'.repeat(90_000) });
    expect(content.length).toBeLessThan(BODY_LIMIT_BYTES);
    expect(await send(content)).toMatchObject({ status: 413 });
  });

  it.each(['text/plain', 'application/json; charset=gbk', 'application/xml', 'application/x-ndjson'])(
    'of %s is 415',
    async (type) => {
      expect(await send(good, { headers: { 'content-type': type } })).toMatchObject({
        status: 415,
        body: { code: 'request.media-type' },
      });
    },
  );

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset="UTF-8"'])(
    'of %s is read',
    async (type) => {
      expect((await send(good, { headers: { 'content-type': type } })).status).toBe(201);
    },
  );

  it('is 400 where the route takes none, and where it is missing', async () => {
    expect(await send(good, { method: 'GET' })).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    expect(await ask({ method: 'POST' })).toMatchObject({
      status: 400,
      body: { code: 'request.malformed', errors: [{ path: '', message: 'a body is required' }] },
    });
  });

  it('that is not UTF-8 is 400', async () => {
    const answer = await send(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: '', message: 'the body is not UTF-8' }] } });
  });

  it('with bad fields is 400 naming every one of them, in path and body', async () => {
    const content = {
      lines: [{ amount: 1.5 }, { amount: '2', extra: 1, more: 2 }],
      member: { memberId: 7 },
      unknown: true,
    };
    const { status, body } = await send(content, { target: '/v1/things/a%20b' });
    expect(status).toBe(400);
    expect(body.errors?.map(({ path }) => path).toSorted()).toEqual([
      'lines[0].amount',
      'lines[1].amount',
      'lines[1].extra',
      'lines[1].more',
      'member.memberId',
      'orderNo',
      'thingId',
      'unknown',
    ]);
    expect(doors.handled).toBe(0);
  });

  it('with ever so many bad fields is answered with 100', async () => {
    const { body } = await send({ ...good, lines: Array.from({ length: 200 }, () => ({ amount: 'x' })) });
    expect(body.errors).toHaveLength(100);
  });

  it.each(['a'.repeat(65), 'a%2Fb', '%E5%BC%A0', 'a:b'])(
    'is not needed to refuse the path parameter %s',
    async (thingId) => {
      const answer = await ask({ target: `/v1/things/${thingId}` });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'thingId' }] } });
    },
  );

  it('of whatever JSON is read or refused by name, and never a defect (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify({ ...good, value })),
        ),
        async (text) => {
          fc.pre(text !== '');
          const { status, body } = await send(text);
          expect([201, 400]).toContain(status);
          if (status === 400) expect(body.errors).not.toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
