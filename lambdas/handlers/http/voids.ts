import { voidRequest } from '../../contracts/movement.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { postMove } from '../../storage/post-move.ts';
import { voidAuthorization } from '../../use-cases/void-authorization.ts';

const ports = { orders: { postMove, readOrderRecord }, pause };

export const handler = door({
  route: routes.voidAuthorization,
  schema: voidRequest,
  handle: (call) => voidAuthorization(ports, call),
});
