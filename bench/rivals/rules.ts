import type { LineFacts } from './line-facts.ts';
import { benefitOf, consultsAYear, drugs, waitingDays } from './plan-terms.ts';

/** A test that both rivals know: of one fact against one value. */
export interface Condition {
  readonly fact: keyof LineFacts;
  readonly operator: 'equal' | 'in' | 'lessThan' | 'greaterThan' | 'greaterThanInclusive';
  readonly value: boolean | number | string | readonly string[];
}

/** Each rule of the plan, once, as data: every rival is given these in its own language. */
export interface BenefitRules {
  readonly benefitId: string;
  /** the lines that it decides; all must hold */
  readonly covers: readonly Condition[];
  /** in the order of docs/plans.md B */
  readonly refusals: readonly { readonly code: string; readonly when: Condition }[];
  /** the first that holds; without one, `coinsuranceBps` */
  readonly rates: readonly { readonly bps: number; readonly when: Condition }[];
  readonly coinsuranceBps: number;
}

const is = (fact: keyof LineFacts, value: boolean | string = true): Condition => ({ fact, operator: 'equal', value });
const refusal = (code: string, when: Condition) => ({ code, when });

const ofVisit = [
  refusal('P204', is('firstVisit')),
  refusal('P206', is('unguardedChild')),
  refusal('P201', is('inNetwork', false)),
];
const waiting = refusal('E107', { fact: 'daysCovered', operator: 'lessThan', value: waitingDays });
const diagnosis = refusal('C302', is('diagnosisExcluded'));
const code = refusal('C301', is('codeExcluded'));

export const rules: readonly BenefitRules[] = [
  {
    benefitId: 'consult',
    covers: [is('category', 'consult'), is('kind', 'consult')],
    refusals: [
      ...[...ofVisit, waiting, diagnosis, code],
      refusal('L507', { fact: 'consultsUsed', operator: 'greaterThanInclusive', value: consultsAYear }),
    ],
    rates: [],
    coinsuranceBps: benefitOf('consult').coinsuranceBps ?? 0,
  },
  {
    benefitId: 'drugs',
    covers: [is('category', 'drug'), { fact: 'kind', operator: 'in', value: ['consult', 'pharmacy'] }],
    refusals: [
      ...[...ofVisit, waiting, diagnosis, refusal('C303', is('listed', false)), code],
      refusal('C306', is('prohibited')),
      refusal('R401', is('lacksPrescription')),
      refusal('R402', is('prescriptionExpired')),
      refusal('R407', is('prescriptionUsedUp')),
      refusal('R403', { fact: 'daysToRefill', operator: 'greaterThan', value: 0 }),
      refusal('R406', { fact: 'daysBeyondSupply', operator: 'greaterThan', value: 0 }),
    ],
    rates: Object.entries(drugs.coinsuranceByTierBps).map(([tier, bps]) => ({ bps, when: is('tier', tier) })),
    coinsuranceBps: drugs.coinsuranceBps,
  },
  {
    benefitId: 'delivery',
    covers: [is('category', 'delivery')],
    refusals: [...ofVisit, diagnosis, code],
    rates: [],
    coinsuranceBps: benefitOf('delivery').coinsuranceBps ?? 0,
  },
];
