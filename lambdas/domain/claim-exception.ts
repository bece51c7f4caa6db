import type { BookLine } from './book-line.ts';
import type { EpochMs } from './calendar.ts';
import type { ClaimState } from './claim.ts';
import type { ExceptionKind, ExceptionOpening } from './exception.ts';

/** What somebody must look at because a claim has come to stand so; undefined: nothing. */
export function exceptionAfter(
  line: BookLine,
  before: ClaimState,
  after: ClaimState,
  now: EpochMs,
): ExceptionOpening | undefined {
  const kind = kindAfter(before, after);
  return kind && claimException(kind, line, now);
}

function kindAfter(before: ClaimState, after: ClaimState): ExceptionKind | undefined {
  if (after.status === 'pending' && after.nextAt === undefined) return 'claim-undecided';
  if (after.status === before.status) return undefined;
  if (after.status === 'rejected') return 'claim-rejected';
  return after.status === 'dead' ? 'claim-dead' : undefined;
}

/** Operations act, and speak with the insurer: the provider has been answered, and has nothing to do. */
export function claimException(kind: ExceptionKind, line: BookLine, now: EpochMs): ExceptionOpening {
  const { providerId, orderNo, insurerId, claimId } = line;
  return {
    ...{ kind, providerId, orderNo, openedAt: now },
    owner: { role: 'operations', partnerId: insurerId },
    reference: { of: 'claim', id: claimId },
  };
}
