import type { Amounts, DecidedLine, Decision, Share } from './decision.ts';
import type { Fen } from './money.ts';

/** The parts of a decision that do not follow from its lines. */
export type DecisionParts = Omit<Decision, 'outcome' | 'totals' | 'shares'>;

/** A whole decision: totals, shares and outcome follow from the lines. */
export function decisionFrom(parts: DecisionParts): Decision {
  const { lines, refused, coverageId, insurerId, plan, reasons, accumulators } = parts;
  const totals = totalsOf(lines);
  return {
    outcome: outcomeOf(refused, totals),
    totals,
    shares: totalShares(lines),
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

function totalsOf(lines: readonly DecidedLine[]): Amounts {
  const totals = { billed: 0, priorPaid: 0, insurer: 0, patient: 0, writeOff: 0 };
  for (const { billed, priorPaid, insurer, patient, writeOff } of lines) {
    totals.billed += billed;
    totals.priorPaid += priorPaid;
    totals.insurer += insurer;
    totals.patient += patient;
    totals.writeOff += writeOff;
  }
  return totals;
}

/** One share for each coverage that pays, in the order in which the lines first name them. */
function totalShares(lines: readonly DecidedLine[]): readonly Share[] {
  const totals: { coverageId: string; insurerId: string; amount: Fen }[] = [];
  for (const { shares } of lines) {
    for (const { coverageId, insurerId, amount } of shares) {
      const known = totals.find((total) => total.coverageId === coverageId);
      if (known === undefined) totals.push({ coverageId, insurerId, amount });
      else known.amount += amount;
    }
  }
  return totals;
}
