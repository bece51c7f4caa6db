import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readStatement } from '../../use-cases/read-statement.ts';
import { statementPorts } from '../statement-ports.ts';

export const handler = door({ route: routes.readStatement, handle: (call) => readStatement(statementPorts, call) });
