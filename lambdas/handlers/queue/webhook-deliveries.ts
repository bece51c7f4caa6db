import { deliveryMessage, parseDeliveryId } from '../../contracts/delivery-id.ts';
import { webhookPost } from '../../gateways/webhook-post.ts';
import { connectorKeys } from '../../runtime/connector-keys.ts';
import { variableNames } from '../../runtime/env.ts';
import { logDelivery } from '../../runtime/logging.ts';
import { publishDeliveryMetrics } from '../../runtime/metrics.ts';
import { cachedPartners } from '../../runtime/partner-cache.ts';
import { queueHandler } from '../../runtime/queue-shell.ts';
import { webhookSigners } from '../../runtime/webhook-secrets.ts';
import { readDelivery, replaceDelivery } from '../../storage/delivery-log.ts';
import { putTimer, putTimerBack } from '../../storage/timetable.ts';
import type { DeliverPorts } from '../../use-cases/deliver-webhook.ts';
import { deliverWebhook } from '../../use-cases/deliver-webhook.ts';

const ports: DeliverPorts = {
  deliveries: { readDelivery, replaceDelivery },
  partners: cachedPartners,
  signers: webhookSigners(connectorKeys),
  post: webhookPost({ local: process.env[variableNames.stage] === 'local' }),
  timetable: { putTimer, putTimerBack },
  chance: Math.random,
  report: (delivery) => {
    logDelivery(delivery);
    publishDeliveryMetrics(delivery);
  },
};

export const handler = queueHandler({
  name: 'webhook-deliveries',
  schema: deliveryMessage,
  handle: (message, now) => deliverWebhook(ports, parseDeliveryId(message.deliveryId), now),
});
