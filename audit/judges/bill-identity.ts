import type { Amounts, DecidedLine, Share } from '../../lambdas/domain/decision.ts';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import type { MovedLine } from '../../lambdas/domain/later-fact.ts';
import type { Verdicts } from '../finding.ts';
import type { OrderInHand } from './order-in-hand.ts';
import { isDecision } from './order-in-hand.ts';

/** Every bill of an order, decided, captured or given back. */
export function judgeBills({ about, facts }: OrderInHand, verdicts: Verdicts): void {
  for (const fact of facts) {
    const faults = isDecision(fact)
      ? decisionFaults(fact)
      : fact.type === 'capture' || fact.type === 'reversal'
        ? fact.lines.flatMap(movedFaults)
        : undefined;
    if (faults === undefined) continue;
    verdicts.examine('bill-identity');
    for (const fault of faults)
      verdicts.find({ invariant: 'bill-identity', about, says: `fact ${fact.sequence}: ${fault}` });
  }
}

function decisionFaults({ decision, order }: DecisionFact): readonly string[] {
  const { lines, refused, reasons } = decision;
  const faults = lines.flatMap(decidedFaults);
  if (lines.length !== order.lines.length) faults.push('it decides other lines than were ordered');
  if (refused && lines.some(({ insurer, writeOff }) => insurer + writeOff !== 0)) faults.push('refused, and paid');
  if (reasons.some(({ amount }) => amount !== 0)) faults.push('a reason of the whole order has an amount');
  return faults;
}

function decidedFaults(line: DecidedLine): string[] {
  const explained = line.reasons.reduce((sum, { amount }) => sum + amount, 0);
  const unpaid = line.billed - line.priorPaid - line.insurer;
  const faults = [...amountFaults(line), ...shareFaults(line)];
  if (explained !== unpaid)
    faults.push(`reasons explain ${explained} of the ${unpaid} fen that the insurer does not pay`);
  return faults.map((fault) => `line ${line.lineNo}: ${fault}`);
}

function movedFaults(line: MovedLine): readonly string[] {
  const faults = [...amountFaults(line), ...shareFaults(line)];
  if (line.quantity < 0) faults.push(`quantity ${line.quantity}`);
  return faults.map((fault) => `line ${line.lineNo}: ${fault}`);
}

function amountFaults({ billed, priorPaid, insurer, patient, writeOff }: Amounts): string[] {
  const terms = { billed, priorPaid, insurer, patient, writeOff };
  const faults = Object.entries(terms)
    .filter(([, amount]) => amount < 0 || !Number.isSafeInteger(amount))
    .map(([term, amount]) => `${term} is ${amount}`);
  if (billed !== priorPaid + insurer + patient + writeOff) faults.push('the parts do not add up to what is billed');
  return faults;
}

function shareFaults({ insurer, shares }: { readonly insurer: number; readonly shares: readonly Share[] }): string[] {
  const shared = shares.reduce((sum, { amount }) => sum + amount, 0);
  const faults = shared === insurer ? [] : [`shares add up to ${shared} and not to ${insurer}`];
  if (shares.some(({ amount }) => amount <= 0)) faults.push('a share is not above 0');
  return faults;
}
