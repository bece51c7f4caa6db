import type { InvariantId } from '../../audit/invariants.ts';

/** A deliberate defect: one piece of one source file, put in place of another before anything is loaded. */
export interface Mutant {
  /** kebab-case, as it is named on the command line */
  readonly id: string;
  /** what somebody might have got wrong, in one sentence */
  readonly says: string;
  /** from the root of the repository */
  readonly file: string;
  /** stands in the file exactly once */
  readonly find: string;
  readonly replace: string;
  /** the invariants that must be found violated, and no other */
  readonly caughtBy: readonly InvariantId[];
}
