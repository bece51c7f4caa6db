import type { LineFacts } from './line-facts.ts';

/** What the rules of a rival say of one line; the money is summed up by plain code. */
export interface Verdict {
  /** undefined: no benefit covers the line */
  readonly benefitId: string | undefined;
  /** codes, in the order of docs/plans.md B */
  readonly refusals: readonly string[];
  readonly coinsuranceBps: number;
}

/** A rule engine, made ready once, that judges the lines of one order. */
export interface RuleEngine {
  readonly name: string;
  /** orders in flight at which it is fastest: a native engine would wait for its threads if it had one alone */
  readonly atOnce: number;
  /** so many that a turn is long enough to be timed and to keep the code warm; a part of the workload */
  readonly ordersPerTurn: number;
  readonly judge: (lines: readonly LineFacts[]) => Promise<readonly Verdict[]>;
}
