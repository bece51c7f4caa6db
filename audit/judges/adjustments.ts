import type { Share } from '../../lambdas/domain/decision.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { Verdicts } from '../finding.ts';

interface Owed {
  /** the insurer's part of what was settled and captured, less what came back */
  settled: number;
  /** what accepted disputes take off it */
  adjusted: number;
}

/** No insurer is told that it owes less than nothing of an order, nor owes anew what was never taken off. */
export function judgeAdjustments(facts: readonly OrderFact[], verdicts: Verdicts, find: (says: string) => void): void {
  const owed = new Map<string, Owed>();
  for (const fact of facts) {
    for (const [insurerId, amount] of settledBy(fact)) {
      const of = owed.get(insurerId) ?? { settled: 0, adjusted: 0 };
      owed.set(insurerId, { ...of, settled: of.settled + amount });
    }
    if (fact.type !== 'adjustment') continue;
    const insurerId = fact.billing.insurerId ?? '';
    const of = owed.get(insurerId) ?? { settled: 0, adjusted: 0 };
    const adjusted = of.adjusted + (fact.direction === 'credit' ? fact.amount : -fact.amount);
    owed.set(insurerId, { ...of, adjusted });
    verdicts.examine('reversals-bounded');
    if (adjusted < 0) find(`fact ${fact.sequence}: ${insurerId} owes again what was never taken off`);
    if (fact.direction === 'credit' && adjusted > of.settled)
      find(`fact ${fact.sequence}: ${adjusted} is taken off the ${of.settled} that ${insurerId} owes`);
  }
  for (const [insurerId, { settled, adjusted }] of owed)
    if (adjusted > settled) find(`${adjusted} is taken off the ${settled} that ${insurerId} owes in the end`);
}

function settledBy(fact: OrderFact): readonly (readonly [insurerId: string, amount: number])[] {
  if (fact.type === 'settlement') return sharesOf(fact.decision.lines, 1);
  if (fact.type === 'capture') return sharesOf(fact.lines, 1);
  return fact.type === 'reversal' ? sharesOf(fact.lines, -1) : [];
}

const sharesOf = (lines: readonly { readonly shares: readonly Share[] }[], sign: 1 | -1) =>
  lines.flatMap(({ shares }) => shares.map(({ insurerId, amount }) => [insurerId, sign * amount] as const));
