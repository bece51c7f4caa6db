import type { BookLine } from './book-line.ts';
import { insurersOf } from './book-line.ts';
import type { OrderFact } from './fact.ts';
import type { CaptureFact } from './later-fact.ts';
import type { DecisionFact } from './fact.ts';

/**
 * The fact that a reversal takes back, as its insurer knows it: the last one before it that booked something in this insurer's book.
 * Undefined where a claim is no reversal.
 */
export function originalOf(line: BookLine, facts: readonly OrderFact[]): DecisionFact | CaptureFact | undefined {
  if (line.type !== 'reversal') return undefined;
  return facts
    .filter((fact): fact is DecisionFact | CaptureFact => fact.type === 'settlement' || fact.type === 'capture')
    .findLast((fact) => fact.sequence < line.sequence && insurersOf(fact).includes(line.insurerId));
}

/** The claims of one insurer to facts of one order differ by the fact's id alone. */
export const claimIdOf = (line: BookLine, factId: string): string => factId + line.claimId.slice(line.factId.length);
