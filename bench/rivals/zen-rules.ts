import zen from '@gorules/zen-engine';
import type { LineFacts } from './line-facts.ts';
import type { RuleEngine, Verdict } from './rule-engine.ts';
import { rules } from './rules.ts';
import type { PackedVerdict } from './zen-graph.ts';
import { graphOfRules, orderFacts } from './zen-graph.ts';

type Facts = Record<string, unknown>;

/** zen-engine with its decision compiled once. An order is one evaluation, whatever its number of lines. */
export function zenEngine(): RuleEngine {
  const content = new zen.ZenDecisionContent(graphOfRules());
  const decision = new zen.ZenEngine().createDecision(content);
  decision.validate();
  return {
    name: 'zen-engine',
    atOnce: 8,
    ordersPerTurn: 1_200,
    judge: async (lines) => {
      const response = await decision.evaluate(factsOf(lines));
      const { verdicts } = response.result as { readonly verdicts: readonly PackedVerdict[] };
      return verdicts.map(verdictOf);
    },
  };
}

/** As little as the rules need: facts of the order once, and none that is false. */
function factsOf(lines: readonly LineFacts[]): Facts {
  const [first] = lines;
  const facts: Facts = {};
  if (first !== undefined) for (const fact of orderFacts) if (first[fact] !== false) facts[fact] = first[fact];
  facts['lines'] = lines.map(ownFacts);
  return facts;
}

function ownFacts(line: LineFacts): Facts {
  const { category, tier, daysToRefill, daysBeyondSupply } = line;
  const facts: Facts = { category, tier, daysToRefill, daysBeyondSupply };
  if (line.codeExcluded) facts['codeExcluded'] = true;
  if (line.listed) facts['listed'] = true;
  if (line.prohibited) facts['prohibited'] = true;
  if (line.lacksPrescription) facts['lacksPrescription'] = true;
  if (line.prescriptionExpired) facts['prescriptionExpired'] = true;
  if (line.prescriptionUsedUp) facts['prescriptionUsedUp'] = true;
  return facts;
}

function verdictOf([position, bits, coinsuranceBps]: PackedVerdict): Verdict {
  const ofBenefit = rules[position];
  if (ofBenefit === undefined) return { benefitId: undefined, refusals: [], coinsuranceBps: 0 };
  const { benefitId, refusals } = ofBenefit;
  const codes = bits === 0 ? [] : refusals.filter((_, rank) => (bits & (1 << rank)) !== 0).map(({ code }) => code);
  return { benefitId, refusals: codes, coinsuranceBps };
}
