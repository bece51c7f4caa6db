import type { BookLine } from '../domain/book-line.ts';
import type { ClaimState } from '../domain/claim.ts';
import { logClaim } from './logging.ts';
import { publishClaimMetrics } from './metrics.ts';

/** Tells of a claim that has come to stand otherwise, and whether somebody must look at it. */
export function reportClaim({ line, state }: { line: BookLine; state: ClaimState }, isExceptional: boolean): void {
  logClaim(line, state);
  publishClaimMetrics(state, isExceptional);
}
