import { createPrivateKey } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { signRequest } from '../../local/signing/request-signature.ts';
import { webhookHeaders, webhookSignature } from '../../local/signing/webhook-signature.ts';
import type { PartnerRequest } from './partner-request.ts';

export interface LineAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Signs and sends; rejects where no answer came. */
export type PartnerLine = (
  request: Pick<PartnerRequest, 'partnerId' | 'method' | 'path' | 'body' | 'webhookId'>,
) => Promise<LineAnswer>;

/** Longer than API Gateway waits for a function. */
const TIMEOUT_MS = 40_000;

/**
 * The partners' side of the wire: connections are kept, and a key is read once, so that the load costs little where it is made. As many
 * connections as there are requests under way. `now` is the product's clock.
 */
export function openPartnerLine(base: URL, credentials: readonly Credential[], now: () => number): PartnerLine {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const partners = new Map(
    credentials.map((one) => [one.partnerId, { ...one, privateKey: createPrivateKey(one.privateKeyPem) }]),
  );
  return async ({ partnerId, method, path, body, webhookId }) => {
    const partner = partners.get(partnerId);
    if (partner === undefined) throw new Error(`there are no credentials of ${partnerId}`);
    const url = new URL(path, base);
    const seconds = Math.floor(now() / 1_000);
    const webhook = { partnerId, webhookId: webhookId ?? '', timestamp: seconds, body };
    const signature =
      webhookId === undefined
        ? signRequest({ method, url, headers: {}, body }, partner, seconds)
        : webhookHeaders(webhook, webhookSignature(partner.webhookSecret ?? '', webhook));
    const headers = { 'content-type': 'application/json', 'content-length': body.length, ...signature };
    return new Promise((resolve, reject) => {
      const sent = httpRequest(url, { method, headers, agent, timeout: TIMEOUT_MS }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            ...{ status: response.statusCode ?? 0, headers: response.headers },
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.once('error', reject);
      sent.end(body);
    });
  };
}
