import { acknowledgementRequest } from '../../contracts/acknowledgement.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readAcknowledgement, writeAcknowledgement } from '../../storage/acknowledgements.ts';
import { acknowledgeStatement } from '../../use-cases/acknowledge-statement.ts';
import { statementArchive } from '../statement-archive.ts';

const ports = { archive: statementArchive, acknowledgements: { readAcknowledgement, writeAcknowledgement } };

export const handler = door({
  route: routes.acknowledgeStatement,
  schema: acknowledgementRequest,
  handle: (call) => acknowledgeStatement(ports, call),
});
