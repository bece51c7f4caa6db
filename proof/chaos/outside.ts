import { EventEmitter } from 'node:events';
import type { ClientRequest, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import { Readable } from 'node:stream';
import type { Scheduler } from './scheduler.ts';
import { runOut } from './taken-over.ts';

/** A request of the product to somebody else. */
export interface OutsideRequest {
  readonly method: string;
  readonly url: URL;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** `cut-off` and `timed-out`: whether it arrived, the caller does not know. */
export type OutsideAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Buffer | string }
  | 'unreachable'
  | 'cut-off'
  | 'cut-within-the-answer'
  | 'timed-out';

export type Answering = (request: OutsideRequest) => OutsideAnswer;

/** Node's http client, as far as the product uses it: what is sent waits for its turn like every call, and nothing leaves the process. */
export function outsideRequest(
  calls: Scheduler,
  answering: Answering,
  url: URL,
  options: RequestOptions,
): ClientRequest {
  const sending = new EventEmitter();
  const method = options.method ?? 'GET';
  const headers = namedInLowerCase(options.headers as OutgoingHttpHeaders);

  async function end(given?: Buffer | string): Promise<void> {
    const socket = new EventEmitter();
    sending.emit('socket', socket);
    const body = Buffer.from(given ?? '');
    const isWrite = method !== 'GET' && method !== 'HEAD';
    const answer = await calls.park({
      isWrite,
      go: async () => answering({ method, url, headers, body }),
    });
    const invocation = calls.current();
    const isSound = typeof answer === 'object' && answer.status < 500;
    if (invocation !== undefined && !isSound) invocation.isHurt = true;
    if (answer !== 'unreachable') socket.emit('connect');
    if (answer === 'timed-out') runOut(options.signal);
    if (typeof answer === 'object') sending.emit('response', responseOf(answer));
    else if (answer === 'cut-within-the-answer') sending.emit('response', brokenResponse());
    else sending.emit('error', Object.assign(new Error(answer), { code: 'ECONNRESET' }));
    sending.emit('close');
  }
  const parts = { end: (body?: Buffer | string) => void end(body), destroy: () => undefined };
  return Object.assign(sending, parts) as unknown as ClientRequest;
}

function responseOf({ status, headers = {}, body = '' }: Extract<OutsideAnswer, object>): Readable {
  const bytes = Buffer.from(body);
  const stream = Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false });
  return Object.assign(stream, {
    statusCode: status,
    headers: { 'content-length': String(bytes.length), ...headers },
  });
}

function brokenResponse(): Readable {
  const stream = new Readable({ read: () => undefined });
  stream.push('{"sta');
  process.nextTick(() => stream.destroy(Object.assign(new Error('cut off'), { code: 'ECONNRESET' })));
  return Object.assign(stream, { statusCode: 200, headers: {} });
}

const namedInLowerCase = (headers: OutgoingHttpHeaders = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
