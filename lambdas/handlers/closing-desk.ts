import * as book from '../storage/closing-book.ts';
import * as plan from '../storage/closing-plan.ts';
import { listInsurerPartners } from '../storage/insurer-partners.ts';
import * as late from '../storage/late-lines.ts';
import * as objects from '../storage/statement-objects.ts';
import { readStatementsHead } from '../storage/statements-head.ts';
import { lastAccountBefore, putAccountDay } from '../storage/provider-accounts.ts';
import { readClearings, readRemittances } from '../storage/remittance-book.ts';
import * as shelf from '../storage/statements-shelf.ts';
import { putTimer } from '../storage/timetable.ts';
import type { AccountPorts } from '../use-cases/account-for-day.ts';
import { statementArchive } from './statement-archive.ts';
import type { ClosingDesk, StatementsShelf } from '../use-cases/closing-ports.ts';

export const closingDesk: ClosingDesk = { listInsurerPartners, ...book, ...plan, ...late, ...objects };

export const statementsShelf: StatementsShelf = { readStatementsHead, ...shelf };

export const settling: AccountPorts = {
  archive: statementArchive,
  remittances: { readRemittances, readClearings },
  accounts: { lastAccountBefore, putAccountDay },
  timetable: { putTimer },
};
