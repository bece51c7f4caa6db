import type { EpochMs } from './calendar.ts';

/** How far a file has been read: everything before `offset` is done with. */
export interface FilePlace {
  /** bytes */
  readonly offset: number;
  /** lines that are done with, blank ones too */
  readonly lines: number;
  /** in the midst of a line that is too long, and has been refused */
  readonly isInside: boolean;
}

/** A row that had no effect, by the number of its line, and why. It quotes nothing of the row. */
export interface RefusedRow {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** What became of the rows up to a place. `received = accepted + refused`; of the refused ones so many are listed. */
export interface EnrolmentProgress {
  readonly place: FilePlace;
  readonly received: number;
  readonly accepted: number;
  readonly refused: number;
  readonly listed: number;
}

/** An insurer's file of coverages. */
export interface EnrolmentRecord {
  readonly enrolmentId: string;
  readonly insurerId: string;
  readonly objectKey: string;
  readonly createdAt: EpochMs;
  /** the very file that is worked off, whatever is put in its place later; undefined until it is begun */
  readonly file: { readonly versionId: string | undefined; readonly bytes: number } | undefined;
  readonly progress: EnrolmentProgress;
  readonly isDone: boolean;
}

export const NOTHING_READ: EnrolmentProgress = {
  place: { offset: 0, lines: 0, isInside: false },
  ...{ received: 0, accepted: 0, refused: 0, listed: 0 },
};
