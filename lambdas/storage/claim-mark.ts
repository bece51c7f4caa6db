import type { EpochMs } from '../domain/calendar.ts';
import { claimAsOf } from '../domain/claim.ts';
import type { ClaimMark } from '../domain/statement-row.ts';
import { parseClaim } from './claim-item.ts';
import type { Item } from './keys.ts';

/** How the claim of a line in the book stood at an instant. */
export function claimMarkOf(item: Readonly<Item>, at: EpochMs): ClaimMark {
  const { status, insurerClaimNo } = claimAsOf(parseClaim(item), at);
  return { claimStatus: status, insurerClaimNo: insurerClaimNo ?? null };
}
