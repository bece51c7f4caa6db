import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readFacts } from '../../storage/order-book.ts';
import { readOrder } from '../../use-cases/read-order.ts';

export const handler = door({ route: routes.readOrder, handle: (call) => readOrder({ readFacts }, call) });
