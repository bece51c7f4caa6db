import { cachedPartners } from '../../runtime/partner-cache.ts';
import { reportClaimsSweep } from '../../runtime/report-claims-sweep.ts';
import { scheduleHandler } from '../../runtime/schedule-shell.ts';
import { timeBudget } from '../../runtime/time-budget.ts';
import { factsNotEntered } from '../../storage/book-sweep.ts';
import { markDay, putLateLine, putLine } from '../../storage/book.ts';
import { listInsurerPartners } from '../../storage/insurer-partners.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { readStatementsHead } from '../../storage/statements-head.ts';
import { enterMissingLines } from '../../use-cases/enter-missing-lines.ts';
import { sweepAllClaims } from '../../use-cases/sweep-all-claims.ts';
import { claimSweepPorts } from '../claim-sweep-ports.ts';

/** Well before the function's time-out, with what is under way then. */
const RUN_MS = 12_000;

const books = {
  partners: cachedPartners,
  orders: { readOrderRecord },
  book: { putLine, markDay, putLateLine },
  statements: { readStatementsHead },
  lines: { factsNotEntered },
};

export const handler = scheduleHandler({
  name: 'claims-sweep',
  handle: (now) =>
    sweepAllClaims(
      {
        ...claimSweepPorts,
        enterMissing: (insurerId, from, to) => enterMissingLines(books, insurerId, from, to),
        listInsurers: listInsurerPartners,
        timeIsUp: timeBudget(RUN_MS),
        report: reportClaimsSweep,
      },
      now,
    ),
});
