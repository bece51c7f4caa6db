import { claimMessage, parseClaimRef } from '../../contracts/claim-id.ts';
import { queueHandler } from '../../runtime/queue-shell.ts';
import { timeBudget } from '../../runtime/time-budget.ts';
import { submitClaim } from '../../use-cases/submit-claim.ts';
import { sweepClaims } from '../../use-cases/sweep-claims.ts';
import { claimPorts } from '../claim-ports.ts';
import { claimSweepPorts } from '../claim-sweep-ports.ts';

/** Well before the function's time-out, with what is under way then. */
const SWEEP_MS = 8_000;

export const handler = queueHandler({
  name: 'claims',
  schema: claimMessage,
  handle: async (message, now, { isRepeated }) => {
    if ('claim' in message)
      return submitClaim(claimPorts, parseClaimRef(message.claim), message.askFirst || isRepeated, now);
    await sweepClaims({ ...claimSweepPorts, timeIsUp: timeBudget(SWEEP_MS) }, message.insurerWithinReach, now);
  },
});
