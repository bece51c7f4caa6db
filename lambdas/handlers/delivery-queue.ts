import type { DeliveryMessage } from '../contracts/delivery-id.ts';
import { sendWork } from '../gateways/work-queue.ts';

/** The queue behind the use cases that have something delivered. */
export const deliveryQueue = {
  sendDelivery: (message: DeliveryMessage): Promise<void> => sendWork('webhook-deliveries', message),
};
