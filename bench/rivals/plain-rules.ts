import type { LineFacts } from './line-facts.ts';
import type { RuleEngine, Verdict } from './rule-engine.ts';
import type { Condition } from './rules.ts';
import { rules } from './rules.ts';

/** The same rules asked by a loop instead of an engine: what the code around the rivals takes of their time. */
export function plainRules(): RuleEngine {
  return {
    name: 'same rules in plain code',
    atOnce: 1,
    ordersPerTurn: 2_400,
    judge: async (lines) => lines.map(judgeLine),
  };
}

function judgeLine(line: LineFacts): Verdict {
  const ofBenefit = rules.find(({ covers }) => covers.every((condition) => holds(condition, line)));
  if (ofBenefit === undefined) return { benefitId: undefined, refusals: [], coinsuranceBps: 0 };
  const { benefitId, refusals, rates, coinsuranceBps } = ofBenefit;
  const codes: string[] = [];
  for (const { code, when } of refusals) if (holds(when, line)) codes.push(code);
  return {
    benefitId,
    refusals: codes,
    coinsuranceBps: rates.find(({ when }) => holds(when, line))?.bps ?? coinsuranceBps,
  };
}

function holds({ fact, operator, value }: Condition, line: LineFacts): boolean {
  const found = line[fact];
  switch (operator) {
    case 'equal':
      return found === value;
    case 'in':
      return Array.isArray(value) && value.includes(found);
    case 'lessThan':
      return found < value;
    case 'greaterThan':
      return found > value;
    case 'greaterThanInclusive':
      return found >= value;
  }
}
