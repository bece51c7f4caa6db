import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { routes } from '../../lambdas/contracts/routes.ts';
import type { Answer, WebhookCall } from '../../lambdas/runtime/call.ts';
import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { webhookDoor } from '../../lambdas/runtime/webhook-door.ts';
import { newWebhookSecret, sealWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';
import type { Partner, Term } from '../../lambdas/storage/partner-item.ts';
import { partnerItem } from '../../lambdas/storage/partner-item.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import { startConnector } from '../support/connector.ts';
import type { Connector } from '../support/connector.ts';
import { WEBHOOK_TARGET, webhookRequest } from '../support/webhook-request.ts';
import type { WebhookOptions, WebhookSender } from '../support/webhook-request.ts';
import type { Seen } from './test-door.ts';
import { seen } from './test-door.ts';

const event = z.strictObject({ type: z.string().max(64), count: z.int() });
export type TestEvent = z.output<typeof event>;

export interface TestWebhookDoor {
  readonly connector: Connector;
  /** the calls that got as far as the use case */
  readonly calls: WebhookCall<TestEvent>[];
  /** as set by the test */
  handle: (call: WebhookCall<TestEvent>) => Promise<Answer>;
  /** a demo partner with its secret */
  sender(partnerId: string): WebhookSender;
  /** enters a partner with as many secrets as terms are given; answers its secrets */
  enter(partner: Pick<Partner, 'partnerId'> & Partial<Partner>, terms: readonly Term[]): Promise<readonly string[]>;
  send(sender: WebhookSender, content: unknown, options?: WebhookOptions): Promise<Seen>;
}

/** A door for webhooks of the test's own over the real engine, whatever the product does with what comes in. */
export async function startWebhookDoor(): Promise<TestWebhookDoor> {
  const connector = await startConnector();
  const calls: WebhookCall<TestEvent>[] = [];
  const started: TestWebhookDoor = {
    connector,
    calls,
    handle: async () => ({ status: 200, body: {} }),
    sender(partnerId) {
      const found = connector.credentials.find((one) => one.partnerId === partnerId);
      if (found === undefined) throw new Error(`${partnerId} is no demo partner`);
      return found;
    },
    async enter(partner, terms) {
      const [keys, secrets] = [await connectorKeys(), terms.map(() => newWebhookSecret())];
      const webhookSecrets = terms.map((term, index) =>
        sealWebhookSecret(keys, partner.partnerId, { name: `s${index}`, secret: secrets[index] ?? '', ...term }),
      );
      const whole: Partner = { kind: 'pharmacy', status: 'active', keys: [], webhookSecrets, ...partner };
      await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: partnerItem(whole) }));
      return secrets;
    },
    async send(sender, content, options) {
      return seen(await gateway(webhookRequest(sender, connector.now(), content, options)));
    },
  };
  const handler = webhookDoor({
    route: routes.receivePharmacyEvent,
    schema: event,
    handle: (call) => {
      calls.push(call);
      return started.handle(call);
    },
  });
  const gateway = createGateway({
    routes: [{ routeKey: `POST ${WEBHOOK_TARGET}`, target: 'webhooks' }],
    now: () => connector.now(),
    invoke: async (_, given) => handler(given, lambdaContext('webhooks', 29_000)),
    onFailure: (_, error) => {
      throw error;
    },
  });
  return started;
}
