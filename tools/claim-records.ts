import { factOfClaim } from '../lambdas/contracts/claim-id.ts';
import { insurersOf, isMoneyFact } from '../lambdas/domain/book-line.ts';
import type { EpochMs } from '../lambdas/domain/calendar.ts';
import type { ClaimStatus } from '../lambdas/domain/claim.ts';
import { isAnswered, redrivenClaim } from '../lambdas/domain/claim.ts';
import { claimsPosted } from '../lambdas/storage/book-sweep.ts';
import type { Claim } from '../lambdas/storage/claim-book.ts';
import { readClaim, replaceClaim } from '../lambdas/storage/claim-book.ts';
import { factId, parseFactId } from '../lambdas/storage/fact-item.ts';
import { readOrderRecord } from '../lambdas/storage/order-record.ts';
import { putTimer } from '../lambdas/storage/timetable.ts';
import { partsOfDays } from '../lambdas/use-cases/parts-of-days.ts';
import { claimTimer } from '../lambdas/use-cases/record-claim.ts';

/** The claims to an insurer that were posted in a span of time, in that order, of one status or of all. */
export async function* claimsOf(
  insurerId: string,
  span: { readonly from: EpochMs; readonly to: EpochMs },
  status?: ClaimStatus,
): AsyncGenerator<Claim> {
  for (const part of partsOfDays(insurerId, span.from, span.to)) {
    for await (const { ref, state } of claimsPosted(part)) {
      if (status !== undefined && state.status !== status) continue;
      const claim = await readClaim(ref);
      if (claim !== undefined && claim.line.type !== 'adjustment') yield claim;
    }
  }
}

/** A claim's id names a fact, and the fact says which insurers it concerns. */
export async function findClaim(claimId: string): Promise<Claim | undefined> {
  const { orderId, sequence } = parseFactId(factOfClaim(claimId) ?? '') ?? {};
  if (orderId === undefined) return undefined;
  const fact = (await readOrderRecord(orderId)).facts.find((one) => one.sequence === sequence);
  if (fact === undefined || !isMoneyFact(fact)) return undefined;
  const { businessDate, postedAt } = fact;
  for (const insurerId of insurersOf(fact)) {
    const claim = await readClaim({ insurerId, businessDate, postedAt, factId: factId(fact) });
    if (claim?.line.claimId === claimId) return claim;
  }
  return undefined;
}

/**
 * Has a claim tried once more, within a minute of the product's time `now`. The timer comes first: where this breaks off half-way, it
 * reminds of a claim that stands as it did. `answered`: there is nothing to be tried; `changed`: somebody else has gone on with it just now.
 */
export async function redriveClaim({ line, state }: Claim, now: EpochMs): Promise<'redriven' | 'answered' | 'changed'> {
  if (isAnswered(state)) return 'answered';
  await putTimer(claimTimer(line, now));
  return (await replaceClaim(line, state, redrivenClaim(state, now))) ? 'redriven' : 'changed';
}
