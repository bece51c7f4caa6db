import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { listStatements } from '../../use-cases/list-statements.ts';
import { statementPorts } from '../statement-ports.ts';

export const handler = door({ route: routes.listStatements, handle: (call) => listStatements(statementPorts, call) });
