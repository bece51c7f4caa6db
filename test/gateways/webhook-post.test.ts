import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../lambdas/gateways/public-address.ts';
import { webhookPost } from '../../lambdas/gateways/webhook-post.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let arrived: string[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    arrived.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString('utf8')}`);
    answer(request, response);
  });
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  arrived = [];
});

const send = (path: string, timeoutMs = 5_000) =>
  webhookPost({ local: true, timeoutMs })({ url: base + path, headers: { 'webhook-id': 'EV-1' }, body: '{"药":1}' });

describe('a webhook that is posted', () => {
  it('is its body, and comes back as the status alone, with what the answer asks for', async () => {
    answer = (request, response) => {
      const { 'webhook-id': id, 'content-length': length } = request.headers;
      response.writeHead(id === 'EV-1' && length === '9' ? 429 : 400, { 'retry-after': '7' }).end('busy');
    };
    expect(await send('/hooks?a=1')).toEqual({ status: 429, retryAfter: '7' });
    expect(arrived).toEqual(['POST /hooks?a=1 {"药":1}']);
  });

  it('follows no redirect', async () => {
    answer = (_, response) => response.writeHead(307, { location: `${base}/elsewhere` }).end();
    expect(await send('/hooks')).toEqual({ status: 307, retryAfter: undefined });
    expect(arrived).toHaveLength(1);
  });

  it('does not wait for the end of an answer', async () => {
    answer = (_, response) => void response.writeHead(200).write('x'.repeat(100_000));
    expect(await send('/hooks')).toEqual({ status: 200, retryAfter: undefined });
  });

  it('gives up where no answer begins in time', async () => {
    answer = () => {};
    expect(await send('/hooks', 50)).toEqual({ obstacle: 'timeout' });
  });

  it.each<[string, typeof answer]>([
    ['cut off', (_, response) => void response.destroy()],
    ['no HTTP', (request) => void request.socket.end('SSH-2.0\r\n')],
    [
      'another protocol',
      (request) => void request.socket.end('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    ],
  ])('is unreachable where the answer is %s', async (_, answering) => {
    answer = answering;
    expect(await send('/hooks')).toEqual({ obstacle: 'unreachable' });
  });

  it('is unreachable where nobody listens', async () => {
    const post = webhookPost({ local: true });
    const sent = post({ url: 'http://127.0.0.1:1/hooks', headers: {}, body: '' });
    expect(await sent).toEqual({ obstacle: 'unreachable' });
  });
});

describe('in a deployed stage', () => {
  it.each([
    'http://hospital.example/hooks',
    'https://127.0.0.1/hooks',
    'https://[::1]/hooks',
    'https://[::ffff:10.0.0.1]/hooks',
    'https://2130706433/hooks',
    'https://169.254.169.254/latest',
    'https://localhost/hooks',
    'ftp://hospital.example/hooks',
    'hooks',
  ])('nothing is sent to %s', async (url) => {
    const sent = await webhookPost({ local: false })({ url, headers: {}, body: '' });
    expect(sent).toEqual({ obstacle: 'address-refused' });
  });
});

it.each<[boolean, readonly string[]]>([
  [true, ['8.8.8.8', '172.32.0.1', '100.63.255.255', '223.5.5.5', '2400:3200::1', '2606:4700::1111']],
  [false, ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.2', '169.254.169.254', '172.16.0.1', '172.31.255.255']],
  [false, ['192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1', '203.0.113.9']],
  [
    false,
    ['::', '::1', '::ffff:8.8.8.8', 'fc00::1', 'fe80::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1'],
  ],
  [false, ['', 'localhost', '8.8.8', '8.8.8.8/32']],
])('knows a public address (%s): %j', (isPublic, addresses) => {
  expect(addresses.filter((one) => isPublicAddress(one) !== isPublic)).toEqual([]);
});
