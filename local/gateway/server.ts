import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { StartFailure } from '../engines/start-failure.ts';
import { boundedBody } from './bounded-body.ts';
import { gatewayProblem } from './gateway-problem.ts';
import type { ArrivedRequest } from './proxy-event.ts';
import type { OutgoingResponse } from './proxy-response.ts';

export interface GatewayServer {
  readonly port: number;
  /** takes no more requests; those under way get at most `graceMs` */
  stop(graceMs: number): Promise<void>;
}

/** API Gateway's own limits. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const HEADERS_LIMIT_BYTES = 10_240;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_CONNECTIONS = 2_000;

/** Listens on the loopback interface only. `answer` never rejects. */
export async function startServer(
  port: number,
  answer: (request: ArrivedRequest) => Promise<OutgoingResponse>,
): Promise<GatewayServer> {
  const server = createServer(
    {
      maxHeaderSize: HEADERS_LIMIT_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: REQUEST_TIMEOUT_MS,
    },
    (request, response) => {
      respond(request, response, answer).catch(() => response.destroy());
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFailure(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: (graceMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function portFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartFailure(`Port ${port} is taken by another program: stop that, or name another port in PORT.`);
  }
  if (error.code === 'EACCES')
    return new StartFailure(`Port ${port} may not be opened by this account: name another one in PORT.`);
  return error;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: ArrivedRequest) => Promise<OutgoingResponse>,
): Promise<void> {
  const body = await boundedBody(request, BODY_LIMIT_BYTES);
  if (!body) {
    const problem = gatewayProblem('request.too-large', 'No body may be larger than 10 MiB.', randomUUID());
    return send(response, problem, true);
  }
  send(response, await answer(arrivedRequest(request, body)), false);
}

function arrivedRequest(request: IncomingMessage, body: Buffer): ArrivedRequest {
  const headers: [string, string][] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    headers.push([request.rawHeaders[index] ?? '', request.rawHeaders[index + 1] ?? '']);
  }
  const sourceIp = request.socket.remoteAddress ?? '';
  return {
    method: request.method ?? '',
    target: request.url ?? '/',
    // the gateway says these itself, whatever the caller says
    headers: [
      ...headers.filter(([name]) => !/^x-forwarded-/i.test(name)),
      ['x-forwarded-for', sourceIp],
      ['x-forwarded-port', String(request.socket.localPort ?? '')],
      ['x-forwarded-proto', 'http'],
    ],
    body,
    sourceIp,
  };
}

function send(response: ServerResponse, { status, headers, body }: OutgoingResponse, close: boolean): void {
  for (const [name, value] of headers) response.appendHeader(name, value);
  if (close) response.setHeader('connection', 'close');
  response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(body);
}
