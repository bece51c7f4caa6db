import { expect } from 'vitest';
import type { AccumulatorId, Balances, Draw } from '../../lambdas/domain/accumulator.ts';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import { compilePlan } from '../../lambdas/domain/compiled-plan.ts';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Amounts, Decision, Reason } from '../../lambdas/domain/decision.ts';
import type { Order, OrderLine } from '../../lambdas/domain/order.ts';
import type { Benefit, Limit, Plan } from '../../lambdas/domain/plan.ts';
import { UNITS_PER_ONE } from '../../lambdas/domain/quantity.ts';

/** Plans, coverages and orders of the domain as plain data, with only what a test is about left to say. */
export const PLAN_ID = 'plan';
export const HOSPITAL = 'hospital';

const named = (en: string) => ({ zh: en, en });

/** A benefit that pays every line in full. */
export function benefitOf(over: Partial<Benefit> = {}): Benefit {
  return { benefitId: 'all', name: named('All'), covers: { items: 'any' }, ...over };
}

export function planOf(over: Partial<Plan> = {}): Plan {
  return {
    ...{ planId: PLAN_ID, version: 1, name: named('Plan'), currency: 'CNY' },
    ...{ effectiveFrom: '2020-01-01', year: 'calendar', benefits: [benefitOf()] },
    ...over,
  };
}

/** A plan of one benefit. */
export const planWith = (benefit: Partial<Benefit>, over: Partial<Plan> = {}): Plan =>
  planOf({ benefits: [benefitOf(benefit)], ...over });

/** An amount a year unless `over` says otherwise. */
export function limitOf(limitId: string, max: number, over: Partial<Limit> = {}): Limit {
  return { limitId, measure: 'amount', max, per: 'year', ...over };
}

export const deductibleOf = (amount: number) => ({ amount, per: 'year', scope: 'member' }) as const;

export function coverageOf(over: Partial<Coverage> = {}): Coverage {
  return {
    ...{ coverageId: 'cov', insurerId: 'insurer', planId: PLAN_ID, from: '2020-01-01', to: '2099-12-31' },
    ...{ status: 'active', nationalInsurance: false, consent: true, priority: 100 },
    ...over,
  };
}

export function candidateOf(plan: Plan, coverage: Partial<Coverage> = {}): Candidate {
  return { coverage: coverageOf({ planId: plan.planId, ...coverage }), plan: compilePlan(plan) };
}

/** An accumulator as it is named where balances are kept. */
export const accumulatorId = (insurerId: string, planId: string, limitId: string, periodKey: string): AccumulatorId =>
  `${insurerId}/${planId}/${limitId}/${periodKey}`;

export const NOON = '2026-06-15T12:00:00+08:00';

/** `orderOf(1000)`, `orderOf([300, { amount: 500, quantity: 2 }])`: quantities in whole units. */
export function orderOf(lines: LineLike | readonly LineLike[], over: Partial<Order> = {}): Order {
  return {
    ...{ orderNo: 'O-1', kind: 'consult', serviceAt: NOON, member: { by: 'memberId', memberId: 'member' } },
    ...{ diagnoses: [{ code: 'J06.900' }], priorPayments: [] },
    lines: [lines].flat().map((line, index) => lineOf(line, index + 1)),
    ...over,
  };
}

type LineLike = number | Partial<OrderLine>;

function lineOf(line: LineLike, lineNo: number): OrderLine {
  const { quantity = 1, ...over } = typeof line === 'number' ? { amount: line } : line;
  return {
    lineNo,
    category: 'consult',
    code: 'C-1',
    name: '图文复诊',
    amount: 0,
    ...over,
    quantity: quantity * UNITS_PER_ONE,
  };
}

export const onDate = (date: string): Partial<Order> => ({ serviceAt: `${date}T12:00:00+08:00` });
export const diagnosedWith = (...codes: string[]): Partial<Order> => ({ diagnoses: codes.map((code) => ({ code })) });

export interface Circumstances extends Partial<Omit<AdjudicationInput, 'order'>> {
  readonly candidates?: readonly Candidate[];
  readonly birthDate?: string;
}

/** Adjudicates one order of a member with one coverage of `plan`, or with `candidates`. Checks the invariants of every decision. */
export function decide(plan: Plan, order: Order, circumstances: Circumstances = {}): Adjudication {
  const { candidates = [candidateOf(plan)], birthDate, ...rest } = circumstances;
  const adjudication = adjudicate({
    ...{ order, providerId: HOSPITAL, balances: new Map() },
    arrivedAt: Date.parse(order.serviceAt) + 1_000,
    member: { found: 'member', memberId: 'M-1', candidates, birthDate },
    ...rest,
  });
  expectBalanced(adjudication.decision, order);
  return adjudication;
}

/** docs/plans.md F: the bill of every line and in total, and reasons that explain every fen the insurer does not pay. */
export function expectBalanced(decision: Decision, order: Order): void {
  // one expectation for the whole decision, because properties look at tens of thousands
  expect(imbalances(decision, order)).toEqual([]);
}

function imbalances({ totals, lines, shares }: Decision, order: Order): readonly string[] {
  const faults = lines.flatMap((line, index) => [
    ...(line.lineNo === order.lines[index]?.lineNo && line.billed === order.lines[index].amount
      ? []
      : ['not the line of the order']),
    ...(sumOf(line.reasons) === line.billed - line.priorPaid - line.insurer ? [] : [`reasons of line ${line.lineNo}`]),
    ...(sumOf(line.shares) === line.insurer ? [] : [`shares of line ${line.lineNo}`]),
    ...(isBill(line) ? [] : [`bill of line ${line.lineNo}`]),
  ]);
  const terms = ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff'] as const;
  const unequal = terms.filter((term) => lines.reduce((sum, line) => sum + line[term], 0) !== totals[term]);
  if (lines.length !== order.lines.length) faults.push('lines are missing');
  if (!isBill(totals)) faults.push('bill in total');
  if (sumOf(shares) !== totals.insurer) faults.push('shares in total');
  return [...faults, ...unequal];
}

function isBill({ billed, priorPaid, insurer, patient, writeOff }: Amounts): boolean {
  const terms = [billed, priorPaid, insurer, patient, writeOff];
  return (
    terms.every((term) => Number.isSafeInteger(term) && term >= 0) &&
    priorPaid + insurer + patient + writeOff === billed
  );
}

export const sumOf = (parts: readonly { readonly amount: number }[]): number =>
  parts.reduce((sum, { amount }) => sum + amount, 0);

/** `L501 3000, L502 2800` */
export const reasonsOf = (reasons: readonly Reason[]): string =>
  reasons.map(({ code, amount }) => `${code} ${amount}`).join(', ');

/** What a decision of one or more lines pays, in one look. */
export function paid({ decision: { totals, lines } }: Adjudication) {
  const { insurer, patient, writeOff } = totals;
  return { insurer, patient, writeOff, reasons: lines.map((line) => reasonsOf(line.reasons)).join(' | ') };
}

/** `paid` with no write-off unless it is given. */
export const pays = (insurer: number, patient: number, reasons: string, writeOff = 0) => ({
  insurer,
  patient,
  writeOff,
  reasons,
});

/** The balances after a decision, as the storage would have them. */
export function afterwards(balances: Balances, draws: Iterable<readonly Draw[]>): Balances {
  const after = new Map(balances);
  for (const { accumulatorId, amount } of [...draws].flat()) {
    const { used, held } = after.get(accumulatorId) ?? { used: 0, held: 0 };
    after.set(accumulatorId, { used: used + amount, held });
  }
  return after;
}

/** Decides orders one after the other, each drawing on the limits before the next. */
export function decideInTurn(
  plan: Plan,
  orders: readonly Order[],
  circumstances: Circumstances = {},
): readonly Adjudication[] {
  let balances: Balances = circumstances.balances ?? new Map();
  return orders.map((order) => {
    const adjudication = decide(plan, order, { ...circumstances, balances });
    balances = afterwards(balances, adjudication.draws.values());
    return adjudication;
  });
}
