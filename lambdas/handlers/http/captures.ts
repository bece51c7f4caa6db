import { captureRequest } from '../../contracts/movement.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { postMove } from '../../storage/post-move.ts';
import { captureAuthorization } from '../../use-cases/capture-authorization.ts';

const ports = { orders: { postMove, readOrderRecord }, pause };

export const handler = door({
  route: routes.captureAuthorization,
  schema: captureRequest,
  handle: (call) => captureAuthorization(ports, call),
});
