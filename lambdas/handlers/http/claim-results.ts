import { claimResultRequest } from '../../contracts/claim-answer.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { reportClaim } from '../../runtime/report-claim.ts';
import { readClaim, replaceClaim } from '../../storage/claim-book.ts';
import { openException } from '../../storage/exception-register.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { putTimer } from '../../storage/timetable.ts';
import type { ResultPorts } from '../../use-cases/take-claim-result.ts';
import { takeClaimResult } from '../../use-cases/take-claim-result.ts';

const ports: ResultPorts = {
  orders: { readOrderRecord },
  claims: { readClaim, replaceClaim },
  exceptions: { openException },
  // a result is final: nothing becomes due after it
  timetable: { putTimer },
  report: reportClaim,
};

export const handler = door({
  route: routes.postClaimResult,
  schema: claimResultRequest,
  handle: (call) => takeClaimResult(ports, call),
});
