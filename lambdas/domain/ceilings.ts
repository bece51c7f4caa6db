import type { CoverageCase } from './coverage-case.ts';
import type { LineDraft } from './line-draft.ts';
import { explain } from './line-draft.ts';
import type { Fen } from './money.ts';

/**
 * What each coverage was to pay at most of each line, by coverage and position of the line. A coverage that is not named may pay
 * nothing. An order that is decided again after its hold had expired is never paid more than was authorised.
 */
export type Ceilings = ReadonlyMap<string, readonly Fen[]>;

/** What "never more than was authorised" takes from a line. */
export function lowerToAuthorized({ orderCase, coverage, trace }: CoverageCase, draft: LineDraft): void {
  const { ceilings } = orderCase;
  if (ceilings === undefined) return;
  const authorized = ceilings.get(coverage.coverageId)?.[draft.position] ?? 0;
  const above = draft.insurer - authorized;
  if (above <= 0) return;
  trace?.tell(draft.line.lineNo, 'reduce-limit', RULE, draft.insurer, authorized, above);
  explain(draft, 'L504', above, RULE, ['line', authorized]);
  draft.insurer = authorized;
}

const RULE = 'authorization';
