import type { DecidedCoverage } from './adjudicate-coverage.ts';
import { priorPaidOf, sum } from './decision-totals.ts';
import type { DecidedLine, Reason, Share } from './decision.ts';
import type { Order, OrderLine } from './order.ts';

/**
 * BENEFITS D: one line of an order as all coverages decided it. Benefit and reasons are those of the first in order, also when it
 * pays nothing; what the others pay is one reason B606, and their write-off is added.
 */
export function combineLine(
  order: Order,
  line: OrderLine,
  index: number,
  decided: readonly DecidedCoverage[],
): DecidedLine {
  const parts = decided.flatMap(({ candidate, lines }) => {
    const part = lines[index];
    return part === undefined ? [] : [{ coverage: candidate.coverage, ...part }];
  });
  const [first, ...others] = parts;
  const shares = parts
    .filter(({ insurer }) => insurer > 0)
    .map(({ coverage, insurer }): Share => ({
      coverageId: coverage.coverageId,
      insurerId: coverage.insurerId,
      amount: insurer,
    }));
  const insurer = sum(parts, (part) => part.insurer);
  const writeOff = sum(parts, (part) => part.writeOff);
  const priorPaid = priorPaidOf(order, line.lineNo);
  const carriedByOthers = sum(others, (part) => part.insurer);
  const coordination: readonly Reason[] =
    carriedByOthers === 0 ? [] : [{ code: 'B606', amount: -carriedByOthers, rule: 'coverage.priority' }];
  return {
    lineNo: line.lineNo,
    benefitId: first?.benefit?.benefit.benefitId ?? null,
    billed: line.amount,
    priorPaid,
    insurer,
    patient: line.amount - priorPaid - insurer - writeOff,
    writeOff,
    shares,
    reasons: [...(first?.reasons ?? []), ...coordination],
  };
}
