import { insurerDesk } from '../gateways/insurer-desk.ts';
import { connectorKeys } from '../runtime/connector-keys.ts';
import { connectorSigner } from '../runtime/connector-signature.ts';
import { variableNames } from '../runtime/env.ts';
import { reportClaim } from '../runtime/report-claim.ts';
import { readBreaker, replaceBreaker } from '../storage/breakers.ts';
import { readClaim, readClaimFile, replaceClaim } from '../storage/claim-book.ts';
import { openException } from '../storage/exception-register.ts';
import { putTimer, putTimerBack } from '../storage/timetable.ts';
import type { SubmitPorts } from '../use-cases/submit-claim.ts';
import { claimSweepPorts } from './claim-sweep-ports.ts';

const signer = () => connectorKeys().then(connectorSigner);

/** What it takes to submit a claim. */
export const claimPorts: SubmitPorts = {
  ...claimSweepPorts,
  claims: { readClaim, readClaimFile, replaceClaim },
  breakers: { readBreaker, replaceBreaker },
  desk: insurerDesk(signer, { local: process.env[variableNames.stage] === 'local' }),
  exceptions: { openException },
  timetable: { putTimer, putTimerBack },
  chance: Math.random,
  report: reportClaim,
};
