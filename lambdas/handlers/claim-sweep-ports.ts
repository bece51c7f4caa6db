import { cachedPartners } from '../runtime/partner-cache.ts';
import { claimsPosted } from '../storage/book-sweep.ts';
import { readBreaker } from '../storage/breakers.ts';
import { moveSweepMark, readSweepMark, setBackSweepMark } from '../storage/claims-sweep.ts';
import type { ClaimQueue, ClaimsSweep } from '../use-cases/claim-ports.ts';
import type { SweepClaimsPorts } from '../use-cases/sweep-claims.ts';
import { claimQueue } from './claim-queue.ts';

/** What a sweep of the claims of an insurer needs, whoever begins it. */
export const claimSweepPorts: Omit<SweepClaimsPorts, 'timeIsUp'> & { queue: ClaimQueue; sweep: ClaimsSweep } = {
  partners: cachedPartners,
  breakers: { readBreaker },
  sweep: { readSweepMark, moveSweepMark, setBackSweepMark },
  lines: { claimsPosted },
  queue: claimQueue,
};
