import { pharmacyEvent } from '../../contracts/pharmacy-event.ts';
import { routes } from '../../contracts/routes.ts';
import { webhookDoor } from '../../runtime/webhook-door.ts';
import { exceptionWrite } from '../../storage/exception-register.ts';
import { readOrder } from '../../storage/order-record.ts';
import { postMove } from '../../storage/post-move.ts';
import { inboxWrite, postRiders, readInboxEntry } from '../../storage/webhook-inbox.ts';
import { receivePharmacyEvent } from '../../use-cases/receive-pharmacy-event.ts';
import { orderPorts } from '../order-ports.ts';

const ports = {
  ...orderPorts,
  orders: { ...orderPorts.orders, readOrder, postMove },
  events: { readInboxEntry, inboxWrite, exceptionWrite, postRiders },
};

export const handler = webhookDoor({
  route: routes.receivePharmacyEvent,
  schema: pharmacyEvent,
  handle: (call) => receivePharmacyEvent(ports, call),
});
