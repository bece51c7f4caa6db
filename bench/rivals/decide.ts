import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { billedLines } from './line-facts.ts';
import { priorPaidOf, standingOf } from './order-facts.ts';
import type { RuleEngine } from './rule-engine.ts';
import { runningSums } from './running-sums.ts';

/** As much of a decision as is compared: what each carries of a line, and why. */
export interface RivalLine {
  readonly insurer: number;
  readonly patient: number;
  readonly writeOff: number;
  readonly reasons: readonly { readonly code: string; readonly amount: number }[];
}

/** A decision by a rule engine: plain code looks facts up and sums the money, the rules say what becomes of each line. */
export async function decideBy(engine: RuleEngine, input: AdjudicationInput): Promise<readonly RivalLine[]> {
  const standing = standingOf(input);
  if ('refusal' in standing) return refusedOrder(input, standing.refusal);
  const lines = billedLines(input, standing);
  const verdicts = await engine.judge(lines.map(({ facts }) => facts));
  return runningSums(input, standing, lines, verdicts);
}

function refusedOrder({ order }: AdjudicationInput, code: string): readonly RivalLine[] {
  return order.lines.map(({ lineNo, amount }) => {
    const patient = amount - priorPaidOf(order, lineNo);
    return { insurer: 0, patient, writeOff: 0, reasons: [{ code, amount: patient }] };
  });
}
