import type { Evidence } from '../evidence.ts';
import type { Verdicts } from '../finding.ts';
import type { BooksContext } from '../judge-books.ts';

/** What judges are given beside the evidence. */
export interface Judging {
  readonly verdicts: Verdicts;
  /** the product's time, epoch milliseconds */
  readonly now: number;
  /** what has been touched since so many milliseconds before `now` is not judged for completeness; 0: the table is at rest */
  readonly settledFor: number;
  /** undefined: nothing is said of books, claims and statements */
  readonly books?: BooksContext | undefined;
}

/** Judges all the evidence about one thing. */
export type Judge = (about: string, evidence: readonly Evidence[], judging: Judging) => void;
