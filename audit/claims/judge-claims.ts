import type { BookedLine } from '../books/booked-line.ts';
import type { Verdicts } from '../finding.ts';
import type { InsurerStanding } from '../insurer-standing.ts';
import type { ClaimException, ClaimTimer } from './claim-evidence.ts';

/** What there is of one order's claims. */
export interface OrderClaims {
  readonly about: string;
  readonly booked: readonly BookedLine[];
  readonly timers: readonly ClaimTimer[];
  readonly exceptions: readonly ClaimException[];
  readonly insurers: ReadonlyMap<string, InsurerStanding>;
  readonly now: number;
  /** what was to happen before this has had time to happen; `now`: nothing is under way any more */
  readonly settledBefore: number;
}

/**
 * Each claim has its final answer, and an exception where that is a refusal, or something will bring it further: a timer, a person, the
 * queue where it is new, or the sweep, which looks at all from its mark on.
 */
export function judgeClaims(claims: OrderClaims, verdicts: Verdicts): void {
  const { about, booked, insurers } = claims;
  for (const entry of booked) {
    const { line } = entry;
    const insurer = insurers.get(line.insurerId);
    // an adjustment is agreed already, and without an address nothing is submitted
    if (line.type === 'adjustment' || insurer?.takesClaims !== true) continue;
    verdicts.examine('claims-end');
    const fault = faultOfClaim(entry, insurer, claims);
    if (fault !== undefined)
      verdicts.find({ invariant: 'claims-end', about, says: `the claim ${line.claimId} ${fault}` });
  }
}

/** What is a day late is not being worked on: timers ring within minutes. */
const OVERDUE_MS = 24 * 3_600_000;

function faultOfClaim(
  { line, claim }: BookedLine,
  { sweptTo, isOutOfReach }: InsurerStanding,
  { timers, exceptions, now, settledBefore }: OrderClaims,
): string | undefined {
  const { status, nextAt } = claim;
  const hasException = (kind: string) =>
    exceptions.some(({ exceptionKind, claimId }) => exceptionKind === kind && claimId === line.claimId);
  if (status === 'accepted') return undefined;
  if (status === 'rejected' || status === 'dead') {
    return hasException(`claim-${status}`) ? undefined : `is ${status}, and nobody was told to look at it`;
  }
  if (nextAt !== null) {
    const isReminded =
      nextAt > settledBefore - OVERDUE_MS &&
      timers.some(
        ({ insurerId, factId, dueAt }) => insurerId === line.insurerId && factId === line.factId && dueAt === nextAt,
      );
    const isUnderWay = settledBefore < now && nextAt > settledBefore;
    return isReminded || isUnderWay ? undefined : 'is to be gone on with, and there is no timer, or none that rings';
  }
  if (status === 'pending') {
    return hasException('claim-undecided') ? undefined : 'is pending, without a timer and without anybody to ask';
  }
  const isSwept = sweptTo === null ? line.postedAt > settledBefore - OVERDUE_MS : line.postedAt >= sweptTo;
  if (line.postedAt > settledBefore || isOutOfReach || isSwept) return undefined;
  return `is ${status}, without a timer, and the sweep looks for none that is so old`;
}
