import { providerEvent } from '../../lambdas/contracts/provider-event.ts';
import { listDeliveries } from '../../lambdas/storage/delivery-log.ts';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import type { ReceivedWebhook, WebhookReceiver } from '../../local/webhooks/webhook-receiver.ts';
import { startWebhookReceiver } from '../../local/webhooks/webhook-receiver.ts';
import { startCheckedConnector } from './checked-connector.ts';
import type { Connector } from './connector.ts';

/** A connector whose providers hear of their orders, and what they hear. */
export interface HearingProviders {
  readonly connector: Connector;
  readonly receiver: WebhookReceiver;
  /** from now on, webhooks of a provider must be signed with this secret to be taken */
  expectSecret(providerId: string, secret: string): void;
  /** gives all that follows by itself its turn, so many seconds later */
  after(seconds: number): Promise<void>;
  /** what came about an order, and what each event said */
  heardOf(orderNo: string): readonly ReceivedWebhook[];
  deliveriesOf(orderNo: string): Promise<readonly Delivery[]>;
  stop(): Promise<void>;
}

/** All providers but `pharmacy-b` want to hear of their orders. */
export async function startHearingProviders(): Promise<HearingProviders> {
  const expected = new Map<string, string>();
  const receiver = await startWebhookReceiver({
    secretOf: (partnerId) =>
      expected.get(partnerId) ?? connector.credentials.find((one) => one.partnerId === partnerId)?.webhookSecret,
    slowMs: 100,
  });
  const connector: Connector = await startCheckedConnector({
    webhookUrlOf: (providerId) => (providerId === 'pharmacy-b' ? undefined : receiver.webhookUrlOf(providerId)),
  });
  return {
    connector,
    receiver,
    expectSecret: (providerId, secret) => void expected.set(providerId, secret),
    after: async (seconds) => {
      connector.advance(seconds);
      await connector.deliverStreams();
      await connector.runSchedule('due');
      await connector.deliverStreams();
      await connector.deliverQueues();
    },
    heardOf: (orderNo) => receiver.received().filter(({ body }) => providerEvent.parse(body).data.orderNo === orderNo),
    deliveriesOf: async (orderNo) => {
      const found: Delivery[] = [];
      for (const providerId of ['hospital-a', 'hospital-b', 'pharmacy-a', 'pharmacy-b']) {
        for await (const page of listDeliveries({ providerId, since: 0, state: undefined })) found.push(...page);
      }
      return found.filter((one) => one.orderNo === orderNo);
    },
    stop: async () => {
      await connector.stop();
      await receiver.stop();
    },
  };
}
