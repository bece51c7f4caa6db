import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Limit, Plan } from '../../lambdas/domain/plan.ts';
import { planFaults } from '../../lambdas/domain/plan-faults.ts';
import { reasonText } from '../../lambdas/domain/reason-text.ts';
import { benefitOf, candidateOf, decide, limitOf, orderOf, planOf } from './builders.ts';
import { generatedCoverage, generatedOrder } from './generated-order.ts';
import { FORMULARIES, generatedPlan, POOLS } from './generated-plan.ts';

const ARRIVED = Date.parse('2026-02-10T12:00:00+08:00');
// several orders for each plan, because making a plan takes longer than deciding an order
const ORDERS = 4;
const someOrders = fc.array(generatedOrder, { minLength: ORDERS, maxLength: ORDERS });
const someCases = fc
  .tuple(generatedPlan, generatedCoverage, someOrders)
  .map(([plan, coverage, orders]) => orders.map((order) => ({ plan, coverage, order })));

interface Case {
  readonly plan: Plan;
  readonly coverage: Coverage;
  readonly order: Order;
}
/** Budgets that are never what is least. */
const ample = new Map(POOLS.map((pool) => [pool, Number.MAX_SAFE_INTEGER]));
const SLOW = { timeout: 60_000 };
const decideOne = ({ plan, coverage, order }: Case) =>
  decide(plan, order, { candidates: [candidateOf(plan, coverage)], arrivedAt: ARRIVED, pools: ample });
const allOf = <T>(cases: readonly T[], check: (one: T) => void): void => cases.forEach(check);

const referable = { formularies: new Set<string>(FORMULARIES), pools: new Set<string>(POOLS) };

describe('any order under any plan', () => {
  // what holds of the amounts is proven in proof.ts
  it('takes something or nothing, never a part of nothing, and explains every fen in whole sentences', SLOW, () => {
    const check = (one: Case): void => {
      const { decision, draws } = decideOne(one);
      const taken = new Set(draws.flat().flatMap(({ accumulatorId, amount }) => (amount > 0 ? accumulatorId : [])));
      expect(draws.flat().every(({ accumulatorId, amount }) => amount >= 0 && taken.has(accumulatorId))).toBe(true);
      const texts = decision.lines.flatMap(({ reasons }) =>
        reasons.map((reason) => Object.values(reasonText(reason)).join()),
      );
      expect(/undefined|NaN|null|Infinity/.exec(texts.join())).toBeNull();
    };
    fc.assert(
      fc.property(someCases, (cases) => allOf(cases, check)),
      { numRuns: 1_000 },
    );
  });

  it(
    'adds up with several coverages too, of one plan or of two, and another one costs the patient nothing',
    SLOW,
    () => {
      fc.assert(
        fc.property(someCases, generatedPlan, generatedCoverage, fc.boolean(), (cases, other, second, shared) => {
          for (const { plan, coverage, order } of cases) {
            const next = shared ? plan : { ...other, planId: 'other' };
            const candidates = [
              candidateOf(plan, coverage),
              candidateOf(next, { ...second, planId: next.planId, coverageId: 'second' }),
            ];
            const { decision, draws } = decide(plan, order, { candidates, arrivedAt: ARRIVED });
            const first = candidates.filter((one) => one.coverage.coverageId === decision.coverageId);
            const alone = decide(plan, order, { candidates: first, arrivedAt: ARRIVED });
            expect([
              decision.refused && draws.length > 0,
              decision.totals.patient <= alone.decision.totals.patient,
            ]).toEqual([false, true]);
          }
        }),
        { numRuns: 600 },
      );
    },
  );

  it('is decided the same again, from copies of everything it depends on', SLOW, () => {
    const again = (one: Case): string => JSON.stringify(decideOne(structuredClone(one)).decision);
    fc.assert(
      fc.property(someCases, (cases) => allOf(cases, (one) => expect(again(one)).toBe(again(one)))),
      { numRuns: 500 },
    );
  });

  it('the plans of these tests are plans that would be published', () => {
    fc.assert(
      fc.property(generatedPlan, (plan) =>
        planFaults(plan, referable).every(({ message }) => message.endsWith('not supported by this release')),
      ),
      { numRuns: 1_000 },
    );
  });
});

/** A plan in which the lines of an order have nothing to do with each other. */
function withUnrelatedLines(plan: Plan): Plan {
  const benefits = plan.benefits.map(({ copay, limits, ...benefit }) => ({
    ...benefit,
    ...(copay?.per === 'line' && { copay }),
    limits: limits?.filter(({ per }) => per === 'line'),
  }));
  return {
    ...plan,
    benefits,
    limits: plan.limits?.filter(({ per }) => per === 'line'),
    deductible: undefined,
    outOfPocketMax: undefined,
  };
}

/** The plan with more money in one of its limits that reduce an amount; `undefined` where it has none. */
function withMore(plan: Plan, which: number, more: number): Plan | undefined {
  const reducing = [...(plan.limits ?? []), ...plan.benefits.flatMap(({ limits = [] }) => limits)].filter(
    ({ measure, onExceed }) => measure === 'amount' && onExceed !== 'reject',
  );
  const chosen = reducing[which % Math.max(1, reducing.length)];
  if (chosen === undefined) return undefined;
  const raise = (limits: Plan['limits'] = []) =>
    limits.map((limit) => (limit === chosen ? { ...limit, max: limit.max + more } : limit));
  return {
    ...plan,
    limits: raise(plan.limits),
    benefits: plan.benefits.map((one) => ({ ...one, limits: raise(one.limits) })),
  };
}

describe('what does not matter, and what helps', () => {
  it('the order of lines that have nothing to do with each other changes no total', SLOW, () => {
    const check = ({ plan: related, coverage, order }: Case): void => {
      const plan = withUnrelatedLines(related);
      const totals = (lines: Order['lines']) => {
        const numbered = lines.map((line, i) => ({ ...line, lineNo: i + 1 }));
        return decideOne({ plan, coverage, order: { ...order, priorPayments: [], lines: numbered } }).decision.totals;
      };
      expect(totals(order.lines.toReversed())).toEqual(totals(order.lines));
    };
    fc.assert(
      fc.property(someCases, (cases) => allOf(cases, check)),
      { numRuns: 500 },
    );
  });

  /**
   * Holds for one order with one coverage, where the limit that is raised reduces an amount, whatever else the plan has: rejecting
   * limits, counts and quantities are decided before, and of two reducing limits the lines of one hold all those of the other
   * or none, unless pools are about to run dry. It holds neither for a limit that rejects nor over several orders: see below.
   */
  it('more money in one limit that reduces never makes the insurer pay less for an order', SLOW, () => {
    fc.assert(
      fc.property(someCases, fc.nat(9), fc.integer({ min: 1, max: 3_000 }), (cases, which, more) => {
        for (const { plan, ...rest } of cases) {
          const richer = withMore(plan, which, more);
          if (richer === undefined) continue;
          const [before, after] = [plan, richer].map((of) => decideOne({ plan: of, ...rest }).decision.totals.insurer);
          expect(after).toBeGreaterThanOrEqual(before ?? 0);
        }
      }),
      { numRuns: 800 },
    );
  });

  const consult = (limits: readonly Limit[]) =>
    benefitOf({ benefitId: 'consult', covers: { categories: ['consult'], items: 'any' }, limits });
  const other = (category: 'test' | 'device', limits: readonly Limit[] = []) =>
    benefitOf({ benefitId: category, covers: { categories: [category], items: 'any' }, limits });
  const pool = (limitId: string, poolId: string) => limitOf(limitId, 9_000, { scope: { pool: poolId } });
  const order = orderOf([120, { category: 'test', amount: 100 }, { category: 'device', amount: 100 }]);
  const budgets = {
    pools: new Map([
      ['one', 120],
      ['other', 120],
    ]),
  };

  it.each<[string, (max: number) => Plan, number, number]>([
    [
      'a limit that rejects lets through what a second one then rejects with everything beside it',
      (max) =>
        planOf({
          benefits: [consult([limitOf('own', max, { onExceed: 'reject' })]), other('test'), other('device')],
          limits: [limitOf('all', 200, { onExceed: 'reject' })],
        }),
      200,
      0,
    ],
    [
      'a line that draws on two pools takes from two lines that draw on one each',
      (max) =>
        planOf({
          benefits: [
            consult([limitOf('own', max), pool('consult-one', 'one'), pool('consult-other', 'other')]),
            other('test', [pool('test-one', 'one')]),
            other('device', [pool('device-other', 'other')]),
          ],
        }),
      200,
      120,
    ],
  ])('more money can pay less where %s', (_, plan, before, after) => {
    const paidWith = (max: number) => decide(plan(max), order, budgets).decision.totals.insurer;
    expect([paidWith(0), paidWith(120)]).toEqual([before, after]);
  });
});
