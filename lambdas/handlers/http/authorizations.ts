import { authorizationRequest } from '../../contracts/order.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { authorizeOrder } from '../../use-cases/authorize-order.ts';
import { orderPorts } from '../order-ports.ts';

export const handler = door({
  route: routes.authorizeOrder,
  schema: authorizationRequest,
  handle: (call) => authorizeOrder(orderPorts, call),
});
