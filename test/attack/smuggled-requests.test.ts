import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayServer } from '../../local/gateway/server.ts';
import { startServer } from '../../local/gateway/server.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';

/** Whatever the gateway takes for a request, in the order in which it does. */
const arrived: ArrivedRequest[] = [];
let server: GatewayServer;
beforeAll(async () => {
  server = await startServer(0, async (request) => {
    arrived.push(request);
    return { status: 200, headers: [], body: Buffer.from(request.target) };
  });
});
afterAll(() => server.stop(0));

/** Exactly these bytes on one connection; what came back when it was closed, and the requests that the gateway saw. */
async function send(
  ...lines: readonly string[]
): Promise<{ readonly statuses: readonly number[]; readonly seen: readonly ArrivedRequest[] }> {
  arrived.length = 0;
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port: server.port, host: '127.0.0.1' });
    let received = '';
    socket.on('data', (data: Buffer) => (received += data.toString('latin1')));
    socket.once('close', () => resolve(received));
    // a connection that the gateway cuts off is as good as one that it closes
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(received) : reject(error),
    );
    socket.end(lines.join(''));
  });
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
  return { statuses, seen: [...arrived] };
}

const post = 'POST /outer HTTP/1.1\r\nHost: connector.test\r\n';
const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: connector.test\r\nConnection: close\r\n\r\n';

describe('bytes that two readers could part differently', () => {
  it.each([
    ['a length beside chunks', `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks beside a length', `${post}Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths', `${post}Content-Length: 0\r\nContent-Length: 60\r\n\r\n${smuggled}`],
    ['a length twice', `${post}Content-Length: 0\r\nContent-Length: 0\r\n\r\n${smuggled}`],
    ['a list of lengths', `${post}Content-Length: 0, 60\r\n\r\n${smuggled}`],
    ['a length with a sign', `${post}Content-Length: +0\r\n\r\n${smuggled}`],
    ['a length in hexadecimal', `${post}Content-Length: 0x0\r\n\r\n${smuggled}`],
    ['a negative length', `${post}Content-Length: -1\r\n\r\n${smuggled}`],
    ['a coding that is none', `${post}Transfer-Encoding: xchunked\r\n\r\n${smuggled}`],
    ['chunks that are not the last coding', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${post}Content-Length : 0\r\n\r\n${smuggled}`],
    ['a name with a tab', `${post}X\tY: 0\r\n\r\n${smuggled}`],
    ['a null in a header', `${post}X-Y: a\u0000b\r\n\r\n${smuggled}`],
    ['a bare carriage return', `${post}X-Y: a\rTransfer-Encoding: chunked\r\n\r\n${smuggled}`],
    ['a folded header before the first', `GET /outer HTTP/1.1\r\n Host: connector.test\r\n\r\n${smuggled}`],
    ['a chunk size that is no number', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n${smuggled}`],
    [
      'a chunk size beyond every number',
      `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${smuggled}`,
    ],
    ['another version', `GET /outer HTTP/3.7\r\nHost: connector.test\r\n\r\n${smuggled}`],
    ['a method with a space before it', ` GET /outer HTTP/1.1\r\nHost: connector.test\r\n\r\n${smuggled}`],
  ])('are refused, and what follows is never taken for a request: %s', async (_, bytes) => {
    const { statuses, seen } = await send(bytes);
    expect(seen.map(({ target }) => target)).toEqual([]);
    expect(statuses).toEqual([400]);
  });

  it('of more header than the gateway takes are refused', async () => {
    const { statuses, seen } = await send(`${post}X-Long: ${'x'.repeat(20_000)}\r\n\r\n${smuggled}`);
    expect([statuses, seen]).toEqual([[431], []]);
  });
});

describe('what can be read in one way only', () => {
  it('is parted where its length says, also where the body looks like a request', async () => {
    const { seen } = await send(`${post}Content-Length: ${smuggled.length}\r\nConnection: close\r\n\r\n${smuggled}`);
    expect(seen.map(({ target, body }) => [target, body.toString()])).toEqual([['/outer', smuggled]]);
  });

  it('is answered in its order where several requests come at once', async () => {
    const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: connector.test\r\n\r\n`;
    const { statuses, seen } = await send(get('/1'), get('/2'), `${post}Content-Length: 2\r\n\r\n{}`, smuggled);
    expect(seen.map(({ target }) => target)).toEqual(['/1', '/2', '/outer', '/smuggled']);
    expect(statuses).toEqual([200, 200, 200, 200]);
  });

  it('keeps every host that was sent, so that a second one breaks the signature', async () => {
    const { seen } = await send(
      'GET /1 HTTP/1.1\r\nHost: connector.test\r\nHost: evil.test\r\nConnection: close\r\n\r\n',
    );
    const hosts = seen.map(({ headers }) =>
      headers.filter(([name]) => name.toLowerCase() === 'host').map(([, host]) => host),
    );
    expect(hosts).toEqual([['connector.test', 'evil.test']]);
  });

  it('gives a target in absolute form as it was sent, which no route has', async () => {
    const { seen } = await send(
      'GET http://evil.test/v1/orders/A HTTP/1.1\r\nHost: connector.test\r\nConnection: close\r\n\r\n',
    );
    expect(seen.map(({ target }) => target)).toEqual(['http://evil.test/v1/orders/A']);
  });

  it('never lets a caller say where a request came from', async () => {
    const claims = 'X-Forwarded-For: 10.0.0.1\r\nx-forwarded-proto: https\r\nX-FORWARDED-PORT: 443\r\n';
    const { seen } = await send(`GET /1 HTTP/1.1\r\nHost: connector.test\r\n${claims}Connection: close\r\n\r\n`);
    const said = Object.fromEntries((seen[0]?.headers ?? []).map(([name, value]) => [name.toLowerCase(), value]));
    expect(said).toMatchObject({
      'x-forwarded-for': expect.stringContaining('127.0.0.1') as string,
      'x-forwarded-proto': 'http',
    });
    expect(JSON.stringify(seen)).not.toMatch(/10\.0\.0\.1|"443"/);
  });
});
