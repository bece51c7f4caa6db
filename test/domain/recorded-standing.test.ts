import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Balances } from '../../lambdas/domain/accumulator.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import { recordedStanding } from '../../lambdas/domain/recorded-standing.ts';
import { Trace } from '../../lambdas/domain/trace.ts';
import { afterwards, candidateOf, HOSPITAL } from './builders.ts';
import { generatedCoverage, generatedOrder } from './generated-order.ts';
import { generatedPlan } from './generated-plan.ts';

const orders = fc.array(generatedOrder, { minLength: 1, maxLength: 8 });
const coverages = fc.array(generatedCoverage, { minLength: 1, maxLength: 2 });

describe('a decision made again from what it shows', () => {
  it('is the same, whatever stood against the limits before, and so is its trace', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(generatedPlan, coverages, orders, (plan, enrolled, many) => {
        const candidates = enrolled.map((one, i) => candidateOf(plan, { ...one, coverageId: `c-${i}` }));
        const member = { found: 'member', memberId: 'M-1', candidates } as const;
        let balances: Balances = new Map();
        for (const order of many) {
          const given = { order, member, providerId: HOSPITAL, arrivedAt: Date.parse(order.serviceAt) };
          const traces = [new Trace(), new Trace()] as const;
          const decided = adjudicate({ ...given, balances }, traces[0]);
          expect(adjudicate({ ...given, ...recordedStanding(decided) }, traces[1])).toEqual(decided);
          expect(traces[1]).toEqual(traces[0]);
          balances = afterwards(balances, decided.draws);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('asks nothing else where no trace is kept', () => {
    fc.assert(
      fc.property(generatedPlan, generatedOrder, (plan, order) => {
        const member = { found: 'member', memberId: 'M-1', candidates: [candidateOf(plan)] } as const;
        const given = { order, member, providerId: HOSPITAL, arrivedAt: Date.parse(order.serviceAt) };
        const balances: Balances = new Map();
        expect(adjudicate({ ...given, balances }, new Trace())).toEqual(adjudicate({ ...given, balances }));
      }),
    );
  });
});
