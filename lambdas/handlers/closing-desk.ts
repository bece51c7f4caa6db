import * as book from '../storage/closing-book.ts';
import * as plan from '../storage/closing-plan.ts';
import { listInsurerPartners } from '../storage/insurer-partners.ts';
import * as late from '../storage/late-lines.ts';
import { readRemitted } from '../storage/remitted.ts';
import * as objects from '../storage/statement-objects.ts';
import { readStatementsHead } from '../storage/statements-head.ts';
import * as shelf from '../storage/statements-shelf.ts';
import type { ClosingDesk, StatementsShelf } from '../use-cases/closing-ports.ts';

export const closingDesk: ClosingDesk = { listInsurerPartners, readRemitted, ...book, ...plan, ...late, ...objects };

export const statementsShelf: StatementsShelf = { readStatementsHead, ...shelf };
