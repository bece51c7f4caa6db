import type { Amounts, DecidedLine, Decision, Share } from './decision.ts';
import type { Fen } from './money.ts';
import type { Order } from './order.ts';

/** The parts of a decision that do not follow from its lines. */
export type DecisionParts = Omit<Decision, 'outcome' | 'totals' | 'shares'>;

/** A whole decision: totals, shares and outcome follow from the lines. */
export function decisionFrom(parts: DecisionParts): Decision {
  const totals = totalsOf(parts.lines);
  return {
    outcome: outcomeOf(parts.refused, totals),
    totals,
    shares: totalShares(parts.lines),
    ...parts,
  };
}

/** What earlier payers paid of a line. */
export function priorPaidOf(order: Pick<Order, 'priorPayments'>, lineNo: number): Fen {
  return sum(
    order.priorPayments.filter((payment) => payment.lineNo === lineNo),
    ({ amount }) => amount,
  );
}

export function sum<T>(items: readonly T[], amount: (item: T) => Fen): Fen {
  return items.reduce((total, item) => total + amount(item), 0);
}

/** docs/plans.md F, in this order. */
function outcomeOf(refused: boolean, { patient, insurer }: Amounts): Decision['outcome'] {
  if (refused) return 'declined';
  if (patient === 0) return 'approved';
  return insurer > 0 ? 'partial' : 'declined';
}

function totalsOf(lines: readonly DecidedLine[]): Amounts {
  return {
    billed: sum(lines, (line) => line.billed),
    priorPaid: sum(lines, (line) => line.priorPaid),
    insurer: sum(lines, (line) => line.insurer),
    patient: sum(lines, (line) => line.patient),
    writeOff: sum(lines, (line) => line.writeOff),
  };
}

function totalShares(lines: readonly DecidedLine[]): readonly Share[] {
  const totals = new Map<string, Share>();
  for (const share of lines.flatMap(({ shares }) => shares)) {
    const before = totals.get(share.coverageId)?.amount ?? 0;
    totals.set(share.coverageId, { ...share, amount: before + share.amount });
  }
  return [...totals.values()];
}
