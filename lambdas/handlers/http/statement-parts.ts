import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readStatementPart } from '../../use-cases/read-statement-part.ts';
import { statementPorts } from '../statement-ports.ts';

export const handler = door({
  route: routes.readStatementPart,
  handle: (call) => readStatementPart(statementPorts, call),
});
