import type { DecidedLine, Decision, Reason } from './decision.ts';
import { portion } from './line-components.ts';
import { sharesOf, totalsOf } from './line-totals.ts';
import type { MovedLine } from './later-fact.ts';
import type { Fen } from './money.ts';

/**
 * What a capture or a reversal moved, in the form of a decision: the amounts are those moved, and what the decision said of each line is
 * kept, its reasons with the part of their amounts that falls on what was moved. Limits are left out: what stands of them is the order's.
 */
export function movedDecision(decided: Decision, moved: readonly MovedLine[]): Decision {
  const lines = moved.map(({ lineNo, billed, priorPaid, insurer, patient, writeOff, shares }) => {
    const line = decided.lines.find((one) => one.lineNo === lineNo);
    if (line === undefined) throw new Error('a line was moved that was not decided');
    const amounts = { billed, priorPaid, insurer, patient, writeOff };
    return { lineNo, benefitId: line.benefitId, ...amounts, shares, reasons: reasonsFor(line, unpaidOf(amounts)) };
  });
  return { ...decided, totals: totalsOf(moved), shares: sharesOf(moved), lines, accumulators: [] };
}

const unpaidOf = ({ patient, writeOff }: Pick<DecidedLine, 'patient' | 'writeOff'>): Fen => patient + writeOff;

/** The reasons of a line with amounts that add up to `unpaid`, each sum of the first ones rounded by itself. */
function reasonsFor(line: DecidedLine, unpaid: Fen): readonly Reason[] {
  const whole = unpaidOf(line);
  let [before, given] = [0, 0];
  return line.reasons.map((reason) => {
    before += reason.amount;
    const upTo = Math.sign(before) * portion(Math.abs(before), unpaid, whole);
    const amount = upTo - given;
    given = upTo;
    return { ...reason, amount };
  });
}
