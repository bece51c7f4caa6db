import type { ClaimRef } from '../contracts/claim-id.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { claimsPosted, factsNotEntered } from '../storage/book-sweep.ts';
import type { readBreaker, replaceBreaker } from '../storage/breakers.ts';
import type { readClaim, readClaimFile, replaceClaim } from '../storage/claim-book.ts';
import type { moveSweepMark, readSweepMark, setBackSweepMark } from '../storage/claims-sweep.ts';

export type { ClaimRef } from '../contracts/claim-id.ts';
export type { InsurerDesk } from '../gateways/insurer-desk.ts';
export type { PartOfDay } from '../storage/book-sweep.ts';
export type { Claim, ClaimFile } from '../storage/claim-book.ts';
export type { SweepMark } from '../storage/claims-sweep.ts';

// What the use cases of claims need of the world, beside what all use cases share (ports.ts).

/** What is known of each line's claim. */
export interface ClaimBook {
  readonly readClaim: typeof readClaim;
  readonly readClaimFile: typeof readClaimFile;
  readonly replaceClaim: typeof replaceClaim;
}

/** Which insurers are out of reach, as all instances know it together. */
export interface BreakerShelf {
  readonly readBreaker: typeof readBreaker;
  readonly replaceBreaker: typeof replaceBreaker;
}

/** Books as a sweep reads them. */
export interface BookSweep {
  readonly claimsPosted: typeof claimsPosted;
  readonly factsNotEntered: typeof factsNotEntered;
}

/** How far the books have been swept for claims that nothing else would bring to their insurers. */
export interface ClaimsSweep {
  readonly readSweepMark: typeof readSweepMark;
  readonly moveSweepMark: typeof moveSweepMark;
  readonly setBackSweepMark: typeof setBackSweepMark;
}

/** Where claims wait for their turn, those of an order in their order. */
export interface ClaimQueue {
  /** `turn`: of two with the same turn of the same claim within five minutes, the second is left out */
  readonly sendClaims: (refs: readonly ClaimRef[], options: { askFirst: boolean; turn: string }) => Promise<void>;
  readonly sendWithinReach: (insurerId: string, now: EpochMs) => Promise<void>;
}
