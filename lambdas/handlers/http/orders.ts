import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { formulariesAt } from '../../storage/formulary-shelf.ts';
import { readMemberRevision } from '../../storage/member-registry.ts';
import { readFacts } from '../../storage/order-record.ts';
import { plansOnDate } from '../../storage/plan-shelf.ts';
import { readPrescriptionRevision } from '../../storage/prescription-register.ts';
import { readOrder } from '../../use-cases/read-order.ts';

const ports = {
  orders: { readFacts },
  members: { readMemberRevision },
  plans: { plansOnDate },
  formularies: { formulariesAt },
  prescriptions: { readPrescriptionRevision },
};

export const handler = door({ route: routes.readOrder, handle: (call) => readOrder(ports, call) });
