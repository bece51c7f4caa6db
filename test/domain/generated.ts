import * as fc from 'fast-check';
import { addDays } from '../../lambdas/domain/calendar.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Order, OrderLine } from '../../lambdas/domain/order.ts';
import { planFaults } from '../../lambdas/domain/plan-faults.ts';
import type { Benefit, Endorsement, Limit, LimitPeriod, Plan } from '../../lambdas/domain/plan.ts';
import { WAIVABLE_CHECKS } from '../../lambdas/domain/plan.ts';
import { benefitOf, coverageOf, HOSPITAL, orderOf, planOf } from './builders.ts';

/** Any plan, order and coverage that this release can adjudicate; small figures, so that rules get into each other's way. */
const fen = fc.oneof({ weight: 6, arbitrary: fc.nat(3_000) }, fc.constantFrom(0, 1, 9_999_999_999));
const bps = fc.oneof(fc.constantFrom(0, 1, 5_000, 10_000), fc.nat(10_000));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const CATEGORIES = ['consult', 'test', 'device', 'drug'] as const;
const categories = fc.subarray([...CATEGORIES], { minLength: 1 });
const periods: fc.Arbitrary<LimitPeriod> = fc.oneof(
  fc.constantFrom('line', 'order', 'day', 'month', 'year', 'lifetime'),
  fc.record({ rollingDays: fc.constantFrom(1, 2, 30, 366) }),
);

const limit: fc.Arbitrary<Limit> = fc
  .oneof(
    { weight: 3, arbitrary: fc.record({ measure: fc.constant('amount' as const), max: fc.nat(6_000), per: periods }) },
    { weight: 1, arbitrary: fc.record({ measure: fc.constant('quantity' as const), max: fc.nat(9), per: periods }) },
    {
      weight: 1,
      arbitrary: fc.record({
        measure: fc.constant('count' as const),
        max: fc.nat(4),
        per: periods.filter((per) => per !== 'line' && per !== 'order'),
      }),
    },
  )
  .chain((base) =>
    fc.constantFrom('reduce', 'reject', undefined).map((onExceed) => ({ ...base, limitId: '', onExceed })),
  );

const benefit: fc.Arbitrary<Benefit> = fc
  .record({
    covers: fc.record({
      categories: maybe(categories),
      items: fc.constantFrom('any' as const, 'any' as const, { codes: ['C-1'] }),
    }),
    waitingDays: seldom(fc.nat(60)),
    network: seldom(fc.constantFrom([HOSPITAL], ['other'])),
    allowFirstVisit: maybe(fc.boolean()),
    priceCap: seldom(fc.record({ perUnit: fen })),
    excess: fc.constantFrom('patient', 'write-off', undefined),
    networkDiscountBps: seldom(bps),
    deductible: fc.constantFrom('applies', 'waived', undefined),
    copay: seldom(fc.record({ per: fc.constantFrom('line', 'order'), amount: fen })),
    coinsuranceBps: maybe(bps),
    share: fc.tuple(fen, fen),
    bounded: fc.constantFrom('none', 'min', 'max', 'both'),
    limits: fc.array(limit, { maxLength: 3 }),
  })
  .map(({ share, bounded, ...one }) => ({
    ...benefitOf(one as Partial<Benefit>),
    ...((bounded === 'min' || bounded === 'both') && { coinsuranceMin: Math.min(...share) }),
    ...((bounded === 'max' || bounded === 'both') && { coinsuranceMax: Math.max(...share) }),
  }));

const endorsement: fc.Arbitrary<Endorsement> = fc.record({
  endorsementId: fc.constant('epidemic'),
  name: fc.constant({ zh: '疫情', en: 'Epidemic' }),
  from: fc.constant('2026-01-15'),
  to: fc.constantFrom('2026-01-20', '2026-12-31'),
  waives: fc.subarray([...WAIVABLE_CHECKS], { minLength: 1 }),
});

const yearly = (max: number) =>
  fc.record({ amount: fc.nat(max), per: fc.constant('year'), scope: fc.constant('member') });

/** A plan that would be published; limits and benefits are numbered, and a benefit that could not be reached is left out. */
export const generatedPlan: fc.Arbitrary<Plan> = fc
  .record({
    year: fc.constantFrom('calendar', 'coverage'),
    waitingDays: seldom(fc.nat(60)),
    network: seldom(fc.constantFrom([HOSPITAL], ['other'])),
    exclusions: seldom(fc.constantFrom({ codes: ['C-2'] }, { diagnoses: ['Z41'] })),
    deductible: maybe(yearly(4_000)),
    outOfPocketMax: maybe(yearly(4_000)),
    nationalInsurance: maybe(fc.record({ rateIfUnusedBps: bps })),
    filingDays: seldom(fc.nat(30)),
    limits: fc.array(limit, { maxLength: 3 }),
    benefits: fc.array(benefit, { minLength: 1, maxLength: 3 }),
    endorsements: seldom(fc.tuple(endorsement)),
  })
  .map(({ limits, benefits, ...plan }) => {
    const reached = benefits.filter(
      ({ covers }, i) =>
        !benefits
          .slice(0, i)
          .some((earlier) =>
            planFaults(planOf({ benefits: [earlier, benefitOf({ benefitId: 'later', covers })] })).some(
              ({ path }) => path === 'benefits[1].covers',
            ),
          ),
    );
    return planOf({
      ...(plan as Partial<Plan>),
      limits: numbered(limits, 'plan'),
      benefits: reached.map((one, i) => ({
        ...one,
        benefitId: `benefit-${i}`,
        limits: numbered(one.limits ?? [], `benefit-${i}`),
      })),
    });
  });

const numbered = (limits: readonly Limit[], owner: string): readonly Limit[] =>
  limits.map((one, i) => ({ ...one, limitId: `${owner}-limit-${i}` }));

const line: fc.Arbitrary<Partial<OrderLine>> = fc.record({
  amount: fen,
  quantity: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0.0001, 0.5, 2.3333, 99_999.9999)),
  category: fc.constantFrom('consult', 'consult', 'test', 'device', 'drug'),
  code: fc.constantFrom('C-1', 'C-1', 'C-2', undefined),
});

/** An order on one of 70 days around a new year, with what earlier payers paid of it. */
export const generatedOrder: fc.Arbitrary<Order> = fc
  .record({
    day: fc.integer({ min: -30, max: 40 }),
    time: fc.constantFrom('00:00:00', '12:00:00', '23:59:59.999'),
    visit: seldom(
      fc.constantFrom({ type: 'first', mode: 'text' } as const, { type: 'advice', mode: 'video' } as const),
    ),
    diagnosis: fc.constantFrom('J06.900', 'J06.900', 'Z41.100'),
    prior: seldom(fc.record({ payer: fc.constantFrom('national-insurance', 'other'), line: fc.nat(5), bps })),
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  })
  .map(({ day, time, visit, diagnosis, prior, lines }) => {
    const index = prior === undefined ? 0 : prior.line % lines.length;
    const paid = Math.floor(((lines[index]?.amount ?? 0) * (prior?.bps ?? 0)) / 10_000);
    return orderOf(lines, {
      ...{ serviceAt: `${addDays('2026-01-01', day)}T${time}+08:00`, diagnoses: [{ code: diagnosis }] },
      ...(visit !== undefined && { visit }),
      priorPayments: prior === undefined ? [] : [{ payer: prior.payer, lineNo: index + 1, amount: paid }],
    });
  });

export const generatedCoverage: fc.Arbitrary<Coverage> = fc
  .record({
    from: fc.constantFrom('2024-02-29', '2025-01-20', '2025-12-20'),
    nationalInsurance: fc.boolean(),
    priority: fc.nat(3),
  })
  .map(coverageOf);
