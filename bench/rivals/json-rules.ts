import type { ConditionProperties, EngineResult, NestedCondition } from 'json-rules-engine';
import { Engine } from 'json-rules-engine';
import type { LineFacts } from './line-facts.ts';
import type { RuleEngine, Verdict } from './rule-engine.ts';
import type { BenefitRules, Condition } from './rules.ts';
import { rules } from './rules.ts';

/** json-rules-engine, made ready once. The benefit is chosen first, so that only its own rules are asked. */
export function jsonRulesEngine(): RuleEngine {
  const choose = engineOf(rules.map(({ covers }) => ({ all: covers.map(conditionOf) })));
  const judges = rules.map((ofBenefit) => ({ ofBenefit, engine: judgeOf(ofBenefit) }));

  async function judgeLine(line: LineFacts): Promise<Verdict> {
    const chosen = whichHold(await choose.run({ line })).indexOf(true);
    const judge = judges[chosen];
    if (judge === undefined) return { benefitId: undefined, refusals: [], coinsuranceBps: 0 };
    return verdictOf(judge.ofBenefit, whichHold(await judge.engine.run({ line })));
  }
  return {
    name: 'json-rules-engine',
    atOnce: 1,
    ordersPerTurn: 240,
    judge: (lines) => Promise.all(lines.map(judgeLine)),
  };
}

const judgeOf = ({ refusals, rates }: BenefitRules): Engine =>
  engineOf([...refusals, ...rates].map(({ when }) => conditionOf(when)));

/**
 * Rules as the conditions of one `any`, of which the result tells each: they are all tested, and what the engine does for each of
 * its rules (copies of conditions and events, two emitted events) is done once. With a rule for each it takes twice the time.
 */
function engineOf(conditions: readonly NestedCondition[]): Engine {
  return new Engine([{ conditions: { any: [...conditions] }, event: { type: 'judged' } }], { pathResolver });
}

/** One fact holds the whole line, and its parts are found without JSONPath: making a fact of each part takes longer. */
const conditionOf = ({ fact, operator, value }: Condition): ConditionProperties => ({
  fact: 'line',
  path: fact,
  operator,
  value,
});

const pathResolver = (line: object, fact: string): unknown => (line as Record<string, unknown>)[fact];

/** By position of the condition. */
function whichHold({ results, failureResults }: EngineResult): readonly boolean[] {
  const conditions = (results[0] ?? failureResults[0])?.conditions;
  if (conditions === undefined || !('any' in conditions)) throw new Error('the engine has judged nothing');
  return conditions.any.map((condition) => 'result' in condition && condition.result === true);
}

function verdictOf({ benefitId, refusals, rates, coinsuranceBps }: BenefitRules, holds: readonly boolean[]): Verdict {
  const rate = rates.find((_, index) => holds[refusals.length + index]);
  return {
    benefitId,
    refusals: refusals.filter((_, index) => holds[index]).map(({ code }) => code),
    coinsuranceBps: rate?.bps ?? coinsuranceBps,
  };
}
