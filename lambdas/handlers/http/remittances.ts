import { remittanceRequest } from '../../contracts/remittance.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { readClearings, readRemittance, writeRemittance } from '../../storage/remittance-book.ts';
import { readStatementsHead } from '../../storage/statements-head.ts';
import { bookRemittance } from '../../use-cases/book-remittance.ts';
import { statementArchive } from '../statement-archive.ts';

const ports = {
  archive: statementArchive,
  remittances: { readRemittance, readClearings, writeRemittance },
  statements: { readStatementsHead },
  pause,
};

export const handler = door({
  route: routes.bookRemittance,
  schema: remittanceRequest,
  handle: (call) => bookRemittance(ports, call),
});
