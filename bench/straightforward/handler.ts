import { settlementRequest } from '../../lambdas/contracts/order.ts';
import { routes } from '../../lambdas/contracts/routes.ts';
import { door } from '../../lambdas/runtime/door.ts';
import { idempotent } from './idempotency.ts';
import { settle } from './settle.ts';

/**
 * A settlement as it is usually built: a middleware for idempotency around a service that reads what it needs and puts what came
 * of it, item by item. Shell, schema, adjudication and client are the product's own, so that only the design differs; partner
 * and plan are cached as the product caches them.
 */
export const straightforwardSettlement = door({
  route: routes.settleOrder,
  schema: settlementRequest,
  handle: async (call) => {
    // as a middleware does: nothing begins before the request is known to be no replay
    await call.admission;
    return idempotent(`${call.caller.partnerId}#${call.body.orderNo}`, call, () => settle(call));
  },
});
