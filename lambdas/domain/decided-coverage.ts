import type { CoverageCase } from './coverage-case.ts';
import type { Coverage } from './coverage.ts';
import type { LineDraft } from './line-draft.ts';

/** What one coverage decided of every line, in the order of the order's lines. */
export interface DecidedCoverage {
  readonly coverage: Coverage;
  readonly coverageCase: CoverageCase;
  readonly drafts: readonly LineDraft[];
}
