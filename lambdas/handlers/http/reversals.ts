import { reversalRequest } from '../../contracts/movement.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { readOrder } from '../../storage/order-record.ts';
import { postMove } from '../../storage/post-move.ts';
import { reverseOrder } from '../../use-cases/reverse-order.ts';

const ports = { orders: { postMove, readOrder }, pause };

export const handler = door({
  route: routes.reverseOrder,
  schema: reversalRequest,
  handle: (call) => reverseOrder(ports, call),
});
