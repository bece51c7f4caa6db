import { request as requestHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AddressRefused, isClosedAddress, publicLookup } from './public-lookup.ts';

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** An answer; its body is undefined where it was longer than is read. */
export interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: Buffer | undefined;
}

/** `unreachable`: nothing was sent. `cut-off`: the connection was lost after it stood. */
export type NetworkObstacle = 'address-refused' | 'timeout' | 'unreachable' | 'cut-off';

/** Sends a request once. What the network does to it is an outcome; it never rejects. */
export type SendRequest = (request: OutgoingRequest) => Promise<Answered | { readonly obstacle: NetworkObstacle }>;

/** Until all that is read of the answer is there. */
const TIMEOUT_MS = 5_000;

/** `local`: on one machine, where http and addresses of the machine are what is wanted. */
export interface Reach {
  readonly local: boolean;
  /** milliseconds; 5 s where nothing is said */
  readonly timeoutMs?: number;
}

/**
 * Sends over https to public addresses alone: a URL is set by operations, and still the network of ours is nobody's to look into.
 * Redirects are not followed. Of the answer's body as many bytes are read as `bodyLimit` says, and none where it says 0.
 */
export function outgoing({ local, timeoutMs = TIMEOUT_MS }: Reach, bodyLimit: number): SendRequest {
  return (asked) => {
    const url = URL.parse(asked.url);
    const isSecure = url?.protocol === 'https:';
    if (url === null || (!local && (!isSecure || isClosedAddress(url)))) {
      return Promise.resolve({ obstacle: 'address-refused' });
    }
    const { method, headers, body } = asked;
    const signal = AbortSignal.timeout(timeoutMs);
    const options: RequestOptions = {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
      // a connection that is kept would be found dead by a function that was frozen meanwhile
      agent: false,
      signal,
      ...(!local && { lookup: publicLookup }),
    };
    return new Promise((resolve) => {
      let [isConnected, isAnswered] = [false, false];
      const lost = () => resolve({ obstacle: signal.aborted ? 'timeout' : isConnected ? 'cut-off' : 'unreachable' });
      const sending = (isSecure ? requestHttps : requestHttp)(url, options);
      sending.once('socket', (socket) => {
        socket.once(isSecure ? 'secureConnect' : 'connect', () => (isConnected = true));
      });
      sending.once('response', (response: IncomingMessage) => {
        isAnswered = true;
        const answered = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
        void bodyOf(response, bodyLimit)
          .then((read) => resolve({ ...answered, body: read }), lost)
          .finally(() => sending.destroy());
      });
      sending.on('error', (error) => {
        if (error instanceof AddressRefused) resolve({ obstacle: 'address-refused' });
        else lost();
      });
      // also where it ends without an error and without an answer
      sending.once('close', () => isAnswered || lost());
      sending.end(body);
    });
  };
}

/** Rejects where the connection is lost before the end. */
async function bodyOf(response: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (limit === 0) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
