import * as fc from 'fast-check';
import type { Balances } from '../../lambdas/domain/accumulator.ts';
import type { AdjudicationInput, MemberFound } from '../../lambdas/domain/adjudication-input.ts';
import { addDays } from '../../lambdas/domain/calendar.ts';
import { compilePlan } from '../../lambdas/domain/compiled-plan.ts';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Limit, Plan } from '../../lambdas/domain/plan.ts';
import type { PoolBudgets } from '../../lambdas/domain/pool.ts';
import type { Fills } from '../../lambdas/domain/prescription.ts';
import { coverageOf, HOSPITAL } from './builders.ts';
import { filled, filling } from './generated-balances.ts';
import { orderAround } from './generated-order.ts';
import { generatedPlan, mostly, POOLS } from './generated-plan.ts';
import {
  generatedFills,
  generatedFormularies,
  generatedPrescription,
  MEMBER,
  prescribed,
} from './generated-supplies.ts';

/** A member with coverages, and orders for it in the order of their arrival, each with the circumstances it meets. */
export interface World {
  readonly balances: Balances;
  readonly pools: PoolBudgets;
  readonly arrivals: readonly Omit<AdjudicationInput, 'balances' | 'pools'>[];
}

const DAY = 86_400_000;
const ADULT = [undefined, undefined, undefined, undefined, undefined, '1990-05-05'];
/** Around these days years end, 29 February comes or does not, and coverages begin. */
const ANCHORS = ['2026-01-01', '2024-02-29', '2024-03-01', '2025-02-28', '2026-06-30'] as const;

const enrolment = fc.record({
  plan: fc.constantFrom(0, 0, 1),
  from: fc.constantFrom(-3_000, -3_000, -3_000, -1_500, -1_500, -1_500, -365, -365, -366, -366, -30, -1, 0, 1),
  to: mostly(4_000, -1, 0, 3),
  status: mostly<Coverage['status']>('active', 'suspended', 'terminated'),
  nationalInsurance: fc.boolean(),
  consent: mostly(true, false),
  familyId: fc.constantFrom('F-1', 'F-2', undefined),
  renews: fc.boolean(),
  priority: fc.constantFrom(100, 100, 50),
  inForce: mostly('yes', 'later', 'never'),
});

const visit = (anchor: string) =>
  fc.record({
    order: orderAround(anchor),
    providerId: mostly(HOSPITAL, 'other'),
    arrival: mostly(1_000, -DAY, -DAY - 1, DAY, 20 * DAY, 31 * DAY),
    prescription: fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 9, arbitrary: generatedPrescription },
    ),
    found: mostly<MemberFound['found']>('member', 'nobody', 'other-name'),
  });

/** Worlds of so many orders each. */
export const generatedWorld = (orders: number): fc.Arbitrary<World> =>
  fc.constantFrom(...ANCHORS).chain((anchor) =>
    fc
      .record({
        plans: fc.tuple(generatedPlan, generatedPlan),
        insurers: fc.constantFrom(['insurer', 'insurer'], ['insurer', 'second-insurer']),
        enrolments: fc.array(enrolment, { minLength: 1, maxLength: 3 }),
        formularies: generatedFormularies,
        fills: generatedFills,
        budgets: fc.array(fc.nat(20_000), { minLength: POOLS.length, maxLength: POOLS.length }),
        fillings: fc.array(filling, { maxLength: 8 }),
        birthDate: fc.constantFrom(...ADULT, '2020-02-29', addDays(anchor, -2_191), '2016-02-29'),
        visits: fc.array(visit(anchor), { minLength: orders, maxLength: orders }),
      })
      .map(({ plans, insurers, enrolments, fillings, visits, birthDate, fills, formularies, budgets }) => {
        const [first, second] = plans;
        const own = insurers[0] === insurers[1] ? second : withPoolsOfTheSecond(second);
        const compiled = [first, own].map((plan, i) => compilePlan({ ...plan, planId: `plan-${i}` }));
        const candidates = enrolments
          .toSorted((a, b) => a.from - b.from)
          .map((one, i): Candidate => {
            const plan = one.inForce === 'yes' ? compiled[one.plan] : undefined;
            const coverage = coverageFrom(one, i, anchor, insurers[one.plan] ?? '', `plan-${one.plan}`);
            return { coverage, plan, ...(one.inForce === 'later' && { nextVersionFrom: addDays(anchor, 30 + i) }) };
          });
        const known: Fills = Map.groupBy(
          fills.map((one) => ({ ...one, date: addDays(anchor, one.day) })),
          ({ code }) => code,
        );
        const member = { found: 'member', memberId: MEMBER, candidates, birthDate } as const;
        const arrivals = visits.map(({ order, providerId, arrival, prescription, found }) => ({
          ...{ order, providerId, formularies, fills: known, arrivedAt: Date.parse(order.serviceAt) + arrival },
          member: found === 'member' ? member : { found },
          prescription: prescription && prescribed(prescription, Date.parse(order.serviceAt)),
        }));
        const pools = new Map(
          POOLS.flatMap((pool, i) => [pool, `${pool}-of-the-second`].map((id) => [id, budgets[i] ?? 0])),
        );
        return { arrivals, pools, balances: filled(fillings, candidates, anchor, arrivals[0]) };
      }),
  );

type Enrolment = typeof enrolment extends fc.Arbitrary<infer T> ? T : never;

function coverageFrom(one: Enrolment, index: number, anchor: string, insurerId: string, planId: string): Coverage {
  const { status, nationalInsurance, consent, familyId, priority } = one;
  const from = one.from === -1_500 ? '2020-02-29' : addDays(anchor, one.from);
  const to = addDays(anchor, one.to);
  return coverageOf({
    ...{ coverageId: `cov-${index}`, insurerId, planId, status, nationalInsurance, consent, priority },
    from,
    to: to < from ? from : to,
    ...(familyId !== undefined && { familyId }),
    // a coverage renews one enrolled before it
    ...(one.renews && index > 0 && { renewalOf: `cov-${index - 1}` }),
  });
}

/** A pool is one insurer's, so the plans of another have other pools. */
function withPoolsOfTheSecond(plan: Plan): Plan {
  const renamed = (limits: readonly Limit[] = []) =>
    limits.map((limit) =>
      typeof limit.scope === 'object' ? { ...limit, scope: { pool: `${limit.scope.pool}-of-the-second` } } : limit,
    );
  const benefits = plan.benefits.map((benefit) => ({ ...benefit, limits: renamed(benefit.limits) }));
  return { ...plan, benefits, limits: renamed(plan.limits) };
}
