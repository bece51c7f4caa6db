import { settlementRequest } from '../../contracts/order.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { settleOrder } from '../../use-cases/settle-order.ts';
import { orderPorts } from '../order-ports.ts';

export const handler = door({
  route: routes.settleOrder,
  schema: settlementRequest,
  handle: (call) => settleOrder(orderPorts, call),
});
