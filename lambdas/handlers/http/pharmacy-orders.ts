import { pharmacyEvent } from '../../contracts/pharmacy-event.ts';
import { routes } from '../../contracts/routes.ts';
import { webhookDoor } from '../../runtime/webhook-door.ts';
import { receivePharmacyEvent } from '../../use-cases/receive-pharmacy-event.ts';

const ports = {};

export const handler = webhookDoor({
  route: routes.receivePharmacyEvent,
  schema: pharmacyEvent,
  handle: (call) => receivePharmacyEvent(ports, call),
});
