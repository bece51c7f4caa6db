import type { DecisionFact } from '../domain/fact.ts';
import type { DecisionRecord } from '../runtime/request-record.ts';

/** A decision as it is counted and logged. */
export function decisionRecord({ decision: { outcome, totals }, orderNo }: DecisionFact): DecisionRecord {
  return { outcome, orderNo, insurer: totals.insurer, patient: totals.patient };
}
