import { readdirSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { startLocalMode } from '../../local/local-mode.ts';
import type { LocalMode } from '../../local/local-mode.ts';
import { routeTable } from '../../local/gateway/route-table.ts';
import { removeDir, temporaryDir } from './fixtures/child.ts';
import { smallStack } from './fixtures/stack.ts';

interface Echo {
  readonly event: APIGatewayProxyEventV2;
  readonly invocations: number;
  readonly remaining: number;
  readonly env: Record<string, string>;
}

describe('the local gateway', () => {
  const localDir = temporaryDir();
  let connector: LocalMode;
  beforeAll(async () => {
    connector = await startLocalMode({ port: 0, dataDir: undefined, localDir }, async () => smallStack);
  });
  afterAll(async () => {
    await connector.stop();
    removeDir(localDir);
  });

  const send = (path: string, init?: RequestInit) => fetch(connector.base.origin + path, init);
  const echo = async (path: string, init?: RequestInit) => (await (await send(path, init)).json()) as Echo;

  /** a request exactly as written, which `fetch` would tidy up */
  const raw = (head: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: Number(connector.base.port), host: '127.0.0.1' });
      let text = '';
      socket.on('data', (data: Buffer) => (text += data.toString('utf8')));
      socket.once('close', () => resolve(text));
      socket.once('error', reject);
      socket.write(`${head}\r\nconnection: close\r\n\r\n`);
    });
  const rawEcho = async (head: string) => JSON.parse((await raw(head)).split('\r\n\r\n')[1] ?? '') as Echo;

  it('gives the path and the query as they were sent, and decodes parameters', async () => {
    const { event } = await echo('/echo/a%2Fb/%E6%B9%BF?x=1&y=%20&x=2');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /echo/{proxy+}',
      rawPath: '/echo/a%2Fb/%E6%B9%BF',
      rawQueryString: 'x=1&y=%20&x=2',
      queryStringParameters: { x: '1,2', y: ' ' },
      pathParameters: { proxy: 'a/b/湿' },
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('body');
    expect((await echo('/echo/a')).event).not.toHaveProperty('queryStringParameters');
  });

  it('gives headers in lower case, joined, cookies apart, and says itself where the request came from', async () => {
    const { event } = await rawEcho(
      'GET /echo/a HTTP/1.1\r\nHost: Example.Test:81\r\nX-Thing: 1\r\nx-thing: 2\r\nCookie: a=1; b=2\r\nX-Forwarded-Proto: gopher',
    );
    expect(event.cookies).toEqual(['a=1', 'b=2']);
    expect(event.headers).toMatchObject({ 'host': 'Example.Test:81', 'x-thing': '1,2', 'x-forwarded-proto': 'http' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.requestContext).toMatchObject({ domainName: 'Example.Test', stage: '$default' });
    expect(event.requestContext.http).toMatchObject({ method: 'GET', path: '/echo/a', protocol: 'HTTP/1.1' });
  });

  it('gives the instant of the product’s clock', async () => {
    await send('/_local/clock', { method: 'PUT', body: '{"now":"2026-11-21T10:05:00+08:00"}' });
    const { event } = await echo('/echo/a');
    await send('/_local/clock', { method: 'PUT', body: '{"now":null}' });
    expect(event.requestContext.timeEpoch - Date.parse('2026-11-21T10:05:00+08:00')).toBeLessThan(2_000);
    expect(event.requestContext.time).toMatch(/^21\/Nov\/2026:02:05:0\d \+0000$/);
  });

  it.each([
    ['application/json', '{"a":"湿"}', '{"a":"湿"}', false],
    ['application/problem+json; charset=utf-8', '{}', '{}', false],
    ['text/csv', 'a,b', 'a,b', false],
    ['application/octet-stream', 'ab', 'YWI=', true],
    ['application/x-www-form-urlencoded', 'a=b', 'YT1i', true],
  ])('gives a body of %s as Lambda gets it', async (contentType, body, expected, isBase64Encoded) => {
    const { event } = await echo('/echo/a', { method: 'POST', body, headers: { 'content-type': contentType } });
    expect(event).toMatchObject({ body: expected, isBase64Encoded });
  });

  it('loses no byte of a text that is not UTF-8', async () => {
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    const { event } = await echo('/echo/a', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(event).toMatchObject({ body: Buffer.from(body).toString('base64'), isBase64Encoded: true });
  });

  it('sends on what the function answers: bytes, several cookies, plain objects', async () => {
    const binary = await send('/echo/a?do=binary');
    expect(binary.headers.get('content-type')).toBe('image/gif');
    expect(Buffer.from(await binary.arrayBuffer())).toEqual(Buffer.from([0, 1, 255]));
    expect((await send('/echo/a?do=cookies')).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const plain = await send('/echo/a?do=plain');
    expect([plain.status, await plain.json()]).toEqual([200, { some: 'object' }]);
  });

  it('gives a function its own variables, resolved, and nothing of this process', async () => {
    const { env, remaining } = await echo('/echo/a');
    expect(env['WHERE']).toBe('cn-north-1:fixture-records');
    expect(env['AWS_ENDPOINT_URL_DYNAMODB']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(env).not.toHaveProperty('PATH');
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(2_000);
  });

  it.each(['throw', 'crash', 'hang'])(
    'answers 500 without a cause when the function does %s, and goes on',
    async (misdeed) => {
      const answer = await send(`/echo/a?do=${misdeed}`);
      expect(answer.status).toBe(500);
      const problem = (await answer.json()) as Record<string, unknown>;
      expect(problem).toMatchObject({
        code: 'connector.defect',
        requestId: answer.headers.get('connector-request-id'),
      });
      expect(JSON.stringify(problem)).not.toContain('fixture');
      expect((await echo('/echo/a')).event.rawPath).toBe('/echo/a');
    },
  );

  it('starts a new worker after a time-out, and lets what the old one still does come to its end', async () => {
    const { invocations } = await echo('/echo/a');
    const hanging = send('/echo/a?do=hang');
    const beside = await echo('/echo/a');
    expect(beside.invocations).toBe(invocations + 2);
    await hanging;
    expect((await echo('/echo/a')).invocations).toBe(1);
  });

  it('answers an unknown route, a wrong method and a path that cannot be decoded', async () => {
    for (const [path, method] of [
      ['/nothing', 'GET'],
      ['/notes/a', 'POST'],
      ['/notes/a/b', 'GET'],
      ['/notes/', 'GET'],
      ['/_local/nothing', 'GET'],
      ['/_local/close-day', 'GET'],
    ] as const) {
      const answer = await send(path, { method });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const body: unknown = await answer.json();
      expect(body).toMatchObject({ code: 'route.unknown', requestId: answer.headers.get('connector-request-id') });
    }
    expect((await send('/notes/%ff')).status).toBe(400);
  });

  it('refuses a body above 10 MiB', async () => {
    const answer = await send('/echo/a', { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
  });
});

it('has closed its log when it has stopped', async () => {
  const localDir = temporaryDir();
  const connector = await startLocalMode({ port: 0, dataDir: undefined, localDir }, async () => smallStack);
  await fetch(new URL('/echo/a', connector.base));
  const log = join(localDir, 'functions.log');
  const isOpen = () => readdirSync('/proc/self/fd').some((fd) => linkOf(fd) === log);
  expect(isOpen()).toBe(true);
  await connector.stop();
  expect(isOpen()).toBe(false);
  removeDir(localDir);
});

function linkOf(fd: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}

describe('route order', () => {
  const match = routeTable(
    ['$default', 'ANY /a/{proxy+}', 'GET /a/{id}', 'ANY /a/{id}', 'GET /a/b', 'GET /a/{id}/c'].map((routeKey) => ({
      routeKey,
      target: routeKey,
    })),
  );
  it.each([
    ['GET', '/a/b', 'GET /a/b'],
    ['GET', '/a/x', 'GET /a/{id}'],
    ['PUT', '/a/b', 'ANY /a/{id}'],
    ['GET', '/a/x/c', 'GET /a/{id}/c'],
    ['GET', '/a/x/d', 'ANY /a/{proxy+}'],
    ['GET', '/z', '$default'],
  ])('%s %s goes to %s', (method, path, routeKey) => {
    expect(match(method, path)?.route.routeKey).toBe(routeKey);
  });
});
