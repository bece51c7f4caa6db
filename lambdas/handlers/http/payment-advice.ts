import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { accountDays, accountsOn } from '../../storage/provider-accounts.ts';
import { readClearings, readRemittances } from '../../storage/remittance-book.ts';
import { readStatementsHead } from '../../storage/statements-head.ts';
import { readPaymentAdvice } from '../../use-cases/read-payment-advice.ts';
import { statementArchive } from '../statement-archive.ts';

const ports = {
  archive: statementArchive,
  accounts: { accountDays, accountsOn },
  remittances: { readRemittances, readClearings },
  statements: { readStatementsHead },
};

export const handler = door({
  route: routes.readPaymentAdvice,
  handle: (call) => readPaymentAdvice(ports, call),
});
