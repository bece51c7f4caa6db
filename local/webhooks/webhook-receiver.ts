import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { boundedBody } from '../gateway/bounded-body.ts';
import type { ReceiverMode } from './receiver-modes.ts';

/** One request that came in, whatever it was answered. */
export interface ReceivedWebhook {
  readonly partnerId: string;
  readonly webhookId: string;
  /** epoch seconds, as the header says */
  readonly timestamp: number;
  /** whether it is signed with the partner's secret; the clock is not looked at, because the product's may have been moved */
  readonly verified: boolean;
  /** what it was answered */
  readonly status: number;
  readonly body: unknown;
}

export interface WebhookReceiver {
  /** where a provider's partner record says that it hears of its orders */
  readonly webhookUrlOf: (providerId: string) => string;
  setMode(mode: ReceiverMode): void;
  /** the latest ones, the oldest first */
  received(): readonly ReceivedWebhook[];
  stop(): Promise<void>;
}

export interface ReceiverOptions {
  /** undefined: it has none */
  readonly secretOf: (partnerId: string) => string | undefined;
  /** how long it thinks about an answer where it is slow */
  readonly slowMs: number;
}

const MOST_KEPT = 1_000;
const BODY_LIMIT_BYTES = 1024 * 1024;
const STATUS_OF: Readonly<Record<ReceiverMode, number>> = { up: 200, slow: 200, down: 503, gone: 410 };

/** The demo partners' end of outgoing webhooks: it keeps what comes, and says whether it is signed as it should be. */
export async function startWebhookReceiver({ secretOf, slowMs }: ReceiverOptions): Promise<WebhookReceiver> {
  const kept: ReceivedWebhook[] = [];
  let mode: ReceiverMode = 'up';

  async function take(request: IncomingMessage): Promise<number> {
    const body = await boundedBody(request, BODY_LIMIT_BYTES);
    if (body === undefined || request.method !== 'POST') return body === undefined ? 413 : 405;
    const partnerId = (request.url ?? '').slice(1);
    const text = body.toString('utf8');
    const [webhookId, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) => headerOf(request, name));
    const secret = secretOf(partnerId);
    const verified =
      secret !== undefined &&
      signatures?.split(' ').includes(signatureOf(secret, webhookId ?? '', Number(timestamp), text)) === true;
    const status = verified ? STATUS_OF[mode] : 401;
    const one = { partnerId, webhookId: webhookId ?? '', timestamp: Number(timestamp), verified, status };
    kept.push({ ...one, body: contentOf(text) });
    kept.splice(0, kept.length - MOST_KEPT);
    return status;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isSlow = mode === 'slow';
    const status = await take(request);
    if (isSlow) await sleep(slowMs, undefined, { ref: false });
    response.writeHead(status).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    webhookUrlOf: (providerId) => `http://127.0.0.1:${port}/${providerId}`,
    setMode: (wanted) => void (mode = wanted),
    received: () => [...kept],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const headerOf = ({ headers }: IncomingMessage, name: string): string => String(headers[`webhook-${name}`] ?? '');

/** By the library of the standard, as a partner would. Its verifying half goes by the machine's clock. */
function signatureOf(secret: string, webhookId: string, timestamp: number, text: string): string {
  return Number.isNaN(timestamp) ? '' : new Webhook(secret).sign(webhookId, new Date(timestamp * 1000), text);
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
