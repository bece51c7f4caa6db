import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readDecisionPlaces } from '../../storage/decision-places.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { readMemberDecisions } from '../../use-cases/read-member-decisions.ts';

const ports = { orders: { readDecisionPlaces, readOrderRecord } };

export const handler = door({
  route: routes.readMemberDecisions,
  handle: (call) => readMemberDecisions(ports, call),
});
