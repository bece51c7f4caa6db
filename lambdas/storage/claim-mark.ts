import type { EpochMs } from '../domain/calendar.ts';
import type { ClaimMark } from '../domain/statement-row.ts';
import type { Item } from './keys.ts';

/** How the claim of a line in the book stood at an instant. */
export function claimMarkOf(_item: Readonly<Item>, _at: EpochMs): ClaimMark {
  return { claimStatus: 'unsubmitted', insurerClaimNo: null };
}
