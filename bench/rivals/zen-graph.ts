import type { LineFacts } from './line-facts.ts';
import type { BenefitRules, Condition } from './rules.ts';
import { rules } from './rules.ts';

/** Facts of the order: given once beside the lines, because what crosses into native code is what an evaluation costs most. */
export const orderFacts: readonly (keyof LineFacts)[] = [
  ...(['kind', 'firstVisit', 'unguardedChild', 'inNetwork', 'daysCovered'] as const),
  ...(['diagnosisExcluded', 'consultsUsed'] as const),
];

/** Of each line: position of the benefit or -1, refusals as bits, rate of co-insurance. */
export type PackedVerdict = readonly [benefit: number, refusals: number, coinsuranceBps: number];

/**
 * The rules as a decision graph of one expression node: it took two thirds of the time of a decision table that collects its rows,
 * and less than a node in loop mode.
 */
export function graphOfRules(): object {
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      node('request', 'inputNode', {}),
      node('rules', 'expressionNode', {
        expressions: [{ id: 'verdicts', key: 'verdicts', value: `map(lines, ${verdict()})` }],
        passThrough: false,
      }),
      node('response', 'outputNode', {}),
    ],
    edges: [edge('request', 'rules'), edge('rules', 'response')],
  };
}

const node = (id: string, type: string, content: object) => ({ id, type, name: id, position: { x: 0, y: 0 }, content });
const edge = (sourceId: string, targetId: string) => ({
  id: `${sourceId}-${targetId}`,
  type: 'edge',
  sourceId,
  targetId,
});

function verdict(): string {
  const choices = rules.map((ofBenefit, position) => {
    const covers = ofBenefit.covers.map(test).join(' and ');
    return `(${covers}) ? [${position}, ${refusalBits(ofBenefit)}, ${rate(ofBenefit)}] : `;
  });
  return `${choices.join('')}[-1, 0, 0]`;
}

const refusalBits = ({ refusals }: BenefitRules): string =>
  refusals.map(({ when }, position) => `(${test(when)} ? ${2 ** position} : 0)`).join(' + ');

const rate = ({ rates, coinsuranceBps }: BenefitRules): string =>
  [...rates.map(({ bps, when }) => `${test(when)} ? ${bps} : `), coinsuranceBps].join('');

const OPERATORS = { equal: '==', in: 'in', lessThan: '<', greaterThan: '>', greaterThanInclusive: '>=' } as const;

/** A fact that is false is not given at all, so that a test of it is one against true. */
function test({ fact, operator, value }: Condition): string {
  const name = orderFacts.includes(fact) ? fact : `#.${fact}`;
  if (typeof value === 'boolean') return `${name} ${value ? '==' : '!='} true`;
  return `${name} ${OPERATORS[operator]} ${JSON.stringify(value)}`;
}
