import { listIn } from '../stored-item.ts';
import { listAt, nameAt, numberAt, textUnlessZero } from '../table/item.ts';

export const CLAIM_STATUSES = ['unsubmitted', 'unknown', 'pending', 'accepted', 'rejected', 'dead'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** How a claim stands, and how it came to. */
export interface ClaimStanding {
  readonly status: ClaimStatus;
  /** for when a timer was put down; null: for no time */
  readonly nextAt: number | null;
  readonly insurerClaimNo: string;
  /** changes of status, the oldest first; the latest sixteen */
  readonly history: readonly { readonly at: number; readonly status: ClaimStatus }[];
}

const UNTOUCHED: ClaimStanding = { status: 'unsubmitted', nextAt: null, insurerClaimNo: '', history: [] };

/** Reads the attribute `c` of a line of a book; undefined: nobody has attempted the claim. */
export function claimStanding(text: string | undefined): ClaimStanding {
  if (text === undefined) return UNTOUCHED;
  const packed = listIn(text);
  const history = listAt(packed, 8);
  return {
    status: nameAt(CLAIM_STATUSES, numberAt(packed, 0)),
    nextAt: packed[3] === 0 ? null : numberAt(packed, 3),
    insurerClaimNo: textUnlessZero(packed, 5) ?? '',
    history: history.map((_, index) => {
      const change = listAt(history, index);
      return { at: numberAt(change, 0), status: nameAt(CLAIM_STATUSES, numberAt(change, 1)) };
    }),
  };
}
