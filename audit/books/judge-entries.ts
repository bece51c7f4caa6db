import { isDeepStrictEqual } from 'node:util';
import type { Verdicts } from '../finding.ts';
import { rounded } from '../oracle/exact.ts';
import type { InsurerLine } from './insurer-line.ts';
import type { OrderStep } from './order-step.ts';
import { factIdOfStep, movesMoney } from './order-step.ts';

/**
 * The double entry of an order, booked from its facts: what each insurer, its pools, the patient and the provider bear of a fact is what
 * the provider billed of it, for whom it was decided; and what insurers owe less by adjustments never exceeds what they owe.
 */
export function judgeEntries(
  about: string,
  steps: readonly OrderStep[],
  lines: readonly InsurerLine[],
  verdicts: Verdicts,
): void {
  const find = (says: string) => verdicts.find({ invariant: 'ledger-balanced', about, says });
  const byFact = Map.groupBy(lines, ({ factId }) => factId);
  for (const [index, step] of steps.entries()) {
    if (!movesMoney(step)) continue;
    verdicts.examine('ledger-balanced');
    if (step.adjusts !== null) continue;
    const decided = steps.slice(0, index + 1).findLast((one) => one.decided !== null);
    if (!isDeepStrictEqual(step.billing, decided?.billing))
      find(`${factIdOfStep(step)} is billed for another than was decided`);
    const ofFact = byFact.get(factIdOfStep(step)) ?? [];
    const borne = ofFact.reduce(
      (sum, line) => sum + line.amount + (line.isFirst ? line.patient + line.writeOff : 0),
      0,
    );
    const billed = step.lines.reduce((sum, line) => sum + line.billed - line.priorPaid, 0);
    if (borne !== billed) find(`of ${factIdOfStep(step)} ${borne} is debited and ${billed} credited`);
    for (const { insurerId, amount, pools } of ofFact) {
      const fromPools = pools === '' ? 0 : pools.split(',').reduce((sum, one) => sum + Number(one.split('=')[1]), 0);
      if (fromPools > amount) find(`of ${factIdOfStep(step)} pools of ${insurerId} bear ${fromPools} of ${amount}`);
    }
  }
  for (const insurerId of new Set(lines.map((line) => line.insurerId))) {
    const fault = faultOfAdjustments(lines.filter((line) => line.insurerId === insurerId));
    if (fault !== undefined) find(`for ${insurerId} ${fault}`);
  }
}

/**
 * With `s` left of `S` that were settled when something was last settled or taken off, `round(A × s / S)` of what was taken off `A` stays
 * so (docs/statements.md).
 */
function faultOfAdjustments(lines: readonly InsurerLine[]): string | undefined {
  let [settled, adjusted] = [0, 0];
  let basis = { settled: 0, adjusted: 0 };
  for (const { type, direction, amount } of lines) {
    if (type === 'reversal') settled -= amount;
    else if (type === 'adjustment') adjusted += direction === 'credit' ? amount : -amount;
    else settled += amount;
    // what follows a reversal is reckoned from what was before it
    if (type !== 'reversal' && !(type === 'adjustment' && direction === 'debit')) basis = { settled, adjusted };
  }
  if (settled < 0 || adjusted < 0 || adjusted > settled) return `${adjusted} is taken off ${settled} that are settled`;
  const staying =
    basis.settled <= 0 ? 0 : Number(rounded(BigInt(basis.adjusted) * BigInt(settled), BigInt(basis.settled)));
  return staying === adjusted ? undefined : `${adjusted} is taken off where ${staying} would stay so`;
}
