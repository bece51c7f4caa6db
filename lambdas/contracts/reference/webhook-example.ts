import { Webhook } from 'standardwebhooks';
import { dispensedExample } from './pharmacy-examples.ts';

/** The secret of the examples in the libraries of Standard Webhooks: public on purpose, so that a reader can check every byte. */
const EXAMPLE_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface WebhookExample {
  readonly authority: string;
  readonly path: string;
  readonly secret: string;
  readonly body: string;
  /** what is signed */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A webhook signed for real, by the reference library. An HMAC is the same in every build. */
export function webhookExample(): WebhookExample {
  const body = JSON.stringify(dispensedExample);
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const sentAt = new Date('2026-11-21T11:20:01+08:00');
  const timestamp = String(sentAt.getTime() / 1000);
  const headers = {
    'Content-Type': 'application/json',
    'Connector-Partner': 'pharmacy-a',
    'Webhook-Id': id,
    'Webhook-Timestamp': timestamp,
    'Webhook-Signature': new Webhook(EXAMPLE_SECRET).sign(id, sentAt, body),
  };
  return {
    authority: 'connector.example.com',
    path: '/v1/webhooks/pharmacy-orders',
    secret: EXAMPLE_SECRET,
    body,
    base: `${id}.${timestamp}.${body}`,
    headers,
  };
}
