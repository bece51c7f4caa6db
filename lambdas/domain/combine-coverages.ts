import type { DecidedCoverage } from './decided-coverage.ts';
import type { DecidedLine, Share } from './decision.ts';
import type { LineDraft } from './line-draft.ts';
import type { Fen } from './money.ts';
import type { OrderLine } from './order.ts';
import type { OrderView } from './order-view.ts';

/**
 * docs/plans.md D: one line of an order as all coverages decided it. Benefit and reasons are those of the first in order, also when it
 * pays nothing; what the others pay is one reason B606, and their write-off is added.
 */
export function combineLine(
  view: OrderView,
  line: OrderLine,
  position: number,
  decided: readonly DecidedCoverage[],
): DecidedLine {
  const first = decided[0]?.drafts[position];
  const shares: Share[] = [];
  let insurer = 0;
  let writeOff = 0;
  for (const { coverage, drafts } of decided) {
    const draft = drafts[position];
    if (draft === undefined) continue;
    insurer += draft.insurer;
    writeOff += draft.writeOff;
    if (draft.insurer === 0) continue;
    shares.push({ coverageId: coverage.coverageId, insurerId: coverage.insurerId, amount: draft.insurer });
  }
  const priorPaid = view.priorPaid[position] ?? 0;
  return {
    lineNo: line.lineNo,
    benefitId: first?.benefit?.benefit.benefitId ?? null,
    billed: line.amount,
    priorPaid,
    insurer,
    patient: line.amount - priorPaid - insurer - writeOff,
    writeOff,
    shares,
    reasons: reasonsOf(first, insurer),
  };
}

function reasonsOf(first: LineDraft | undefined, insurer: Fen): DecidedLine['reasons'] {
  if (first === undefined) return [];
  const byOthers = insurer - first.insurer;
  if (byOthers === 0) return first.reasons;
  return [...first.reasons, { code: 'B606', amount: -byOthers, rule: 'coverage.priority' }];
}
