import { request as requestHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { SendOutcome } from '../domain/delivery.ts';
import { AddressRefused, isClosedAddress, publicLookup } from './public-lookup.ts';

export interface OutgoingWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a webhook once. What the network does to it is an outcome; it never rejects. */
export type PostWebhook = (webhook: OutgoingWebhook) => Promise<SendOutcome>;

/** Until the status of the answer is there; Standard Webhooks asks for an answer within 15 s, and we do not wait so long. */
const TIMEOUT_MS = 5_000;

/** `local`: on one machine, where http and addresses of the machine are what is wanted. */
export interface Reach {
  readonly local: boolean;
  /** milliseconds; 5 s where nothing is said */
  readonly timeoutMs?: number;
}

/**
 * Posts over https to public addresses alone: a URL is set by operations, and still the network of ours is nobody's to look into.
 * Redirects are not followed. Of the answer only the status and `Retry-After` are read; its body is left alone, whatever its length.
 */
export function webhookPost({ local, timeoutMs = TIMEOUT_MS }: Reach): PostWebhook {
  return (webhook) => {
    const url = URL.parse(webhook.url);
    const isSecure = url?.protocol === 'https:';
    if (url === null || (!local && (!isSecure || isClosedAddress(url)))) {
      return Promise.resolve({ obstacle: 'address-refused' });
    }
    const signal = AbortSignal.timeout(timeoutMs);
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...webhook.headers, 'content-length': Buffer.byteLength(webhook.body) },
      // a connection that is kept would be found dead by a function that was frozen meanwhile
      agent: false,
      signal,
      ...(!local && { lookup: publicLookup }),
    };
    return new Promise((resolve) => {
      const sending = (isSecure ? requestHttps : requestHttp)(url, options);
      sending.once('response', (response: IncomingMessage) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        sending.destroy();
      });
      sending.on('error', (error) => {
        if (error instanceof AddressRefused) resolve({ obstacle: 'address-refused' });
        else resolve({ obstacle: signal.aborted ? 'timeout' : 'unreachable' });
      });
      // also where it ends without an error and without an answer
      sending.once('close', () => resolve({ obstacle: 'unreachable' }));
      sending.end(webhook.body);
    });
  };
}
