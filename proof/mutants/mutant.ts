import type { InvariantId } from '../../audit/invariants.ts';
import type { SourceChange } from '../chaos/source-change.ts';

/** A deliberate defect: one piece of one source file, put in place of another before anything is loaded. */
export interface Mutant extends SourceChange {
  /** kebab-case, as it is named on the command line */
  readonly id: string;
  /** what somebody might have got wrong, in one sentence */
  readonly says: string;
  /** operations of the run; else as many as are asked for */
  readonly ops?: number;
  /** the invariants that must be found violated, each of them */
  readonly caughtBy: readonly InvariantId[];
  /** those that may be violated by what follows from it, where a run comes to that; and no other */
  readonly mayAlso?: readonly InvariantId[];
}
