import { deepStrictEqual } from 'node:assert/strict';
import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import type { RivalLine } from './decide.ts';
import { decideBy } from './decide.ts';
import type { RuleEngine } from './rule-engine.ts';

/** Throws where a rival decides one line of one order differently: to be fast at something else is no comparison. */
export async function expectSameDecisions(engine: RuleEngine, inputs: readonly AdjudicationInput[]): Promise<void> {
  for (const input of inputs) {
    const theirs = await decideBy(engine, input);
    deepStrictEqual(theirs, compared(input), `${engine.name} decides ${input.order.orderNo} differently`);
  }
}

function compared(input: AdjudicationInput): readonly RivalLine[] {
  return adjudicate(input).decision.lines.map(({ insurer, patient, writeOff, reasons }) => ({
    ...{ insurer, patient, writeOff },
    reasons: reasons.map(({ code, amount }) => ({ code, amount })),
  }));
}
