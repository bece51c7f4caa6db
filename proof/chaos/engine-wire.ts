import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** An answer of the engine, as it stands on the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface EngineWire {
  /** one call at a time: whoever runs many at once decides which comes first */
  ask(operation: string, request: Readonly<Record<string, unknown>>): Promise<WireAnswer>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
// the engine checks that there is a signature, and not whose it is
const SIGNED =
  'x-amz-date: 20260101T000000Z\r\nauthorization: AWS4-HMAC-SHA256 Credential=local/20260101/cn-north-1/dynamodb/aws4_request, ' +
  'SignedHeaders=host;x-amz-date, Signature=0\r\n';

/** One connection to the engine. HTTP by hand, because Node's own client takes longer than the engine. */
export async function engineWire(endpoint: string): Promise<EngineWire> {
  const { hostname, port } = new URL(endpoint);
  const socket = await connected(hostname, Number(port));
  let received: Buffer = Buffer.alloc(0);
  let waiting: { readonly told: (answer: WireAnswer) => void; readonly failed: (error: Error) => void } | undefined;

  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = wholeAnswer(received);
    if (answer === undefined) return;
    received = Buffer.alloc(0);
    const { told } = waiting ?? {};
    waiting = undefined;
    told?.(answer);
  });
  socket.on('close', () => waiting?.failed(new Error('the engine has closed the connection')));

  return {
    ask: (operation, request) =>
      new Promise((told, failed) => {
        if (waiting !== undefined) throw new Error('the engine is asked one thing at a time');
        waiting = { told, failed };
        const text = JSON.stringify(request);
        socket.write(
          `POST / HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/x-amz-json-1.0\r\n${SIGNED}` +
            `x-amz-target: DynamoDB_20120810.${operation}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
        );
      }),
    close: () => socket.destroy(),
  };
}

function connected(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

function wholeAnswer(received: Buffer): WireAnswer | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const length = Number(/content-length: (\d+)/iu.exec(head)?.[1]);
  if (Number.isNaN(length)) throw new Error('the engine does not say how long its answer is');
  const body = received.subarray(end + HEAD_END.length);
  if (body.length < length) return undefined;
  const status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3));
  return { status, body: JSON.parse(body.toString('utf8') || '{}') as WireAnswer['body'] };
}
