import type { Amounts, Decision } from './decision.ts';
import { sharesOf, totalsOf } from './line-totals.ts';

/** The parts of a decision that do not follow from its lines. */
export type DecisionParts = Omit<Decision, 'outcome' | 'totals' | 'shares'>;

/** A whole decision: totals, shares and outcome follow from the lines. */
export function decisionFrom(parts: DecisionParts): Decision {
  const { lines, refused, coverageId, insurerId, plan, reasons, accumulators } = parts;
  const totals = totalsOf(lines);
  return {
    outcome: outcomeOf(refused, totals),
    totals,
    shares: sharesOf(lines),
    coverageId,
    insurerId,
    plan,
    lines,
    refused,
    reasons,
    accumulators,
  };
}

/** docs/plans.md F, in this order. */
function outcomeOf(refused: boolean, { patient, insurer }: Amounts): Decision['outcome'] {
  if (refused) return 'declined';
  if (patient === 0) return 'approved';
  return insurer > 0 ? 'partial' : 'declined';
}
