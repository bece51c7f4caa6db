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

describe('a nonce', () => {
  it('is accepted once, on whatever request it comes again', async () => {
    const tamper = { nonce: 'nonce-once' };
    expect((await send(good, { tamper })).status).toBe(201);
    expect(await send(good, { tamper })).toMatchObject({ status: 401, body: { code: 'signature.replayed' } });
    expect(await ask({ tamper })).toMatchObject({
      status: 401,
      body: { code: 'signature.replayed' },
    });
  });

  it('is another nonce with another key', async () => {
    const tamper = { nonce: 'nonce-of-two' };
    expect((await doors.send('hospital-a', good, { tamper })).status).toBe(201);
    expect((await doors.send('hospital-b', good, { tamper })).status).toBe(201);
  });

  it('has one effect among a hundred copies at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => send(good, { tamper: { nonce: 'nonce-race' } })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'signature.replayed')).toHaveLength(99);
  });

  it.each([
    ['a malformed body', '{', {}],
    ['a wrong door', good, { by: 'insurer-a' }],
    ['a failing use case', good, { fail: true }],
  ] as const)(
    'used before wins over %s',
    async (what, content, { by = 'hospital-a', fail = false }: { by?: 'insurer-a' | 'hospital-a'; fail?: boolean }) => {
      const options = { tamper: { nonce: `nonce of ${what}` } };
      await doors.send(by, undefined, { ...options, method: 'GET' });
      if (fail) doors.handle = () => Promise.reject(new ConnectorError('order.conflict', 'conflict'));
      expect(await doors.send(by, content, options)).toMatchObject({
        status: 401,
        body: { code: 'signature.replayed' },
      });
    },
  );

  it('is not taken for a replay when the answer to its own claim was lost', async () => {
    let lost = 0;
    doors.connector.traffic.setFaults((operation) =>
      operation === 'PutItem' && lost++ === 0 ? 'lost-answer' : undefined,
    );
    expect((await send()).status).toBe(201);
    expect(lost).toBe(2);
  });

  it('is free again when its signature could not be accepted any more', async () => {
    const tamper = { nonce: 'nonce-again' };
    expect((await send(good, { tamper })).status).toBe(201);
    doors.connector.advance(601);
    expect((await send(good, { tamper })).status).toBe(201);
  });

  it('is awaited before the answer, and by whoever writes', async () => {
    doors.handle = async ({ admission }) => {
      await admission;
      return { status: 201, body: { written: true } };
    };
    const tamper = { nonce: 'nonce-awaited' };
    expect((await send(good, { tamper })).body).toEqual({ written: true });
    expect((await send(good, { tamper })).status).toBe(401);
  });
});
