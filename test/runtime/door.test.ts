import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
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

describe('an admitted request', () => {
  it('is answered with the request id, and its body parsed once by the schema', async () => {
    const answer = await send();
    expect(answer).toMatchObject({ status: 201, body: { got: 'A-1' } });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['connector-request-id']).toMatch(/^[\w-]{36}$/);
    expect(answer.headers['connector-replayed']).toBeUndefined();
  });

  it('says when it repeats an earlier answer', async () => {
    doors.handle = async () => ({ status: 201, body: {}, replayed: true });
    expect((await send()).headers['connector-replayed']).toBe('true');
  });

  it('gets its path, its caller and the gateway’s instant', async () => {
    doors.handle = async ({ path, caller, now }) => ({ status: 200, body: { path, caller, now } });
    expect((await send()).body).toEqual({
      path: { thingId: 'T-1' },
      caller: { partnerId: 'hospital-a', kind: 'hospital' },
      now: doors.connector.now(),
    });
  });

  it('needs no body where the route takes none', async () => {
    expect(await ask()).toMatchObject({ status: 200, body: { thingId: 'T-1' } });
  });

  it('costs one read of the partner, then none, and one write of the nonce beside the use case', async () => {
    await send();
    doors.connector.traffic.take();
    await send();
    expect(doors.connector.traffic.take().map(({ operation }) => operation)).toEqual(['PutItem']);
  });
});

describe('the door', () => {
  it.each(['insurer-a', 'pharmacy-a'] as const)('is closed to %s', async (partnerId) => {
    expect(await doors.send(partnerId, good)).toMatchObject({ status: 403, body: { code: 'door.forbidden' } });
    expect(doors.handled).toBe(0);
  });

  it('is open to all where it is public', async () => {
    const answer = await doors.send(undefined, undefined, { method: 'GET', target: '/things' });
    expect(answer).toMatchObject({ status: 200, body: { rawPath: '/things' } });
    expect(answer.headers['connector-request-id']).toBeDefined();
  });
});

describe('trouble', () => {
  it('of ours is the whole problem document', async () => {
    doors.handle = () =>
      Promise.reject(
        new ConnectorError('quote.changed', 'The patient would pay more.', { extension: { quoted: 1, now: 2 } }),
      );
    const answer = await send();
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({
      type: '/docs#problem-quote.changed',
      title: 'The patient would pay more than quoted',
      status: 409,
      detail: 'The patient would pay more.',
      code: 'quote.changed',
      requestId: answer.headers['connector-request-id'],
      retry: 'never',
      quoted: 1,
      now: 2,
    });
  });

  it('that is a defect is 500 and tells nothing', async () => {
    doors.handle = () => Promise.reject(new TypeError('张三 11000019491231009X'));
    const answer = await send();
    expect(answer).toMatchObject({ status: 500, body: { code: 'connector.defect', retry: 'same-request' } });
    expect(JSON.stringify(answer)).not.toMatch(/张三|1101/);
  });

  it.each(['lost-request', 'throttled', 'internal-error'] as const)(
    'of the table (%s) is 503 with Retry-After',
    async (fault) => {
      await send();
      doors.connector.traffic.setFaults(() => fault);
      const answer = await send();
      expect(answer).toMatchObject({ status: 503, body: { code: 'connector.unavailable', retry: 'after' } });
      expect(answer.headers['retry-after']).toBe('2');
    },
  );
});
