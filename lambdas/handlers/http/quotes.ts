import { quoteRequest } from '../../contracts/order.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { quoteOrder } from '../../use-cases/quote-order.ts';
import { orderPorts } from '../order-ports.ts';

export const handler = door({
  route: routes.quoteOrder,
  schema: quoteRequest,
  handle: (call) => quoteOrder(orderPorts, call),
});
