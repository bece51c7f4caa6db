import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readDisputesOf } from '../../storage/dispute-register.ts';
import { listDisputes } from '../../use-cases/list-disputes.ts';
import { statementArchive } from '../statement-archive.ts';

const ports = { archive: statementArchive, disputes: { readDisputesOf } };

export const handler = door({
  route: routes.listDisputes,
  handle: (call) => listDisputes(ports, call),
});
