import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readClaim } from '../../storage/claim-book.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { readClaim as readOwnClaim } from '../../use-cases/read-claim.ts';

const ports = { orders: { readOrderRecord }, claims: { readClaim } };

export const handler = door({ route: routes.readClaim, handle: (call) => readOwnClaim(ports, call) });
