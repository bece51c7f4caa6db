import * as fc from 'fast-check';
import { LINE_CATEGORIES, ORDER_KINDS, VISIT_MODES, VISIT_TYPES } from '../../lambdas/domain/order.ts';
import { planFaults } from '../../lambdas/domain/plan-faults.ts';
import { poolFaults } from '../../lambdas/domain/pool-faults.ts';
import type { Benefit, Covers, Endorsement, Limit, LimitPeriod, LimitScope, Plan } from '../../lambdas/domain/plan.ts';
import { LIMIT_MEASURES, WAIVABLE_CHECKS } from '../../lambdas/domain/plan.ts';
import { benefitOf, HOSPITAL, planOf } from './builders.ts';

/** Any plan that could be published, with every field of the document; small figures, so that rules get into each other's way. */
export const fen = fc.oneof({ weight: 6, arbitrary: fc.nat(3_000) }, fc.constantFrom(0, 1, 9_999_999_999));
const bps = fc.oneof(fc.constantFrom(0, 1, 5_000, 10_000), fc.nat(10_000));
export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
export const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** The first is far more frequent than the others; it stands at both ends of the list, which the library prefers. */
export function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  const often = Array.from({ length: 6 * others.length }, () => usual);
  return fc.constantFrom(...often, ...others, ...often);
}

export const CODES = ['C-1', 'C-2', 'C-3'] as const;
export const FORMULARIES = ['core', 'wide'] as const;
export const POOLS = ['pool-1', 'pool-2'] as const;

const periods: readonly LimitPeriod[] = [
  ...(['line', 'order', 'day', 'month', 'year', 'year', 'lifetime'] as const),
  ...[1, 2, 7, 30].map((rollingDays) => ({ rollingDays })),
  ...(['line', 'order', 'day', 'month', 'year', 'year', 'lifetime'] as const),
  ...[2, 3, 7, 366].map((rollingDays) => ({ rollingDays })),
];
const countedPeriods = periods.filter((per) => per !== 'line' && per !== 'order');
const scopes: readonly (LimitScope | undefined)[] = [
  ...([undefined, undefined, 'member', 'member', 'family'] as const),
  ...POOLS.map((pool) => ({ pool })),
];

const MAXIMA = { amount: 8_000, quantity: 100, count: 12 } as const;
const limit: fc.Arbitrary<Limit> = fc
  .record({
    measure: fc.constantFrom('amount', 'amount', 'amount', 'amount', ...LIMIT_MEASURES),
    portion: fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 20, arbitrary: fc.noBias(fc.integer({ min: 1_000, max: 10_000 })) },
    ),
    per: fc.constantFrom(...periods),
    counted: fc.constantFrom(...countedPeriods),
    scope: fc.constantFrom(...scopes),
    onExceed: mostly<Limit['onExceed']>(undefined, 'reduce', 'reject'),
  })
  .map(({ portion, counted, per, ...one }) => ({
    ...one,
    limitId: '',
    per: one.measure === 'count' ? counted : per,
    max: Math.round((MAXIMA[one.measure] * portion) / 10_000),
  }));

const items: fc.Arbitrary<Covers['items']> = fc.constantFrom(
  ...(['any', 'any', { codes: ['C-1'] }, { codes: ['C-1', 'C-2'] }] as const),
  ...FORMULARIES.map((formulary) => ({ formulary })),
);
const listOf = <T>(all: readonly T[]): fc.Arbitrary<readonly T[] | undefined> =>
  seldom(seldom(fc.subarray([...all], { minLength: 1, maxLength: all.length - 1 })));

const covers: fc.Arbitrary<Covers> = fc.record({
  orderKinds: listOf(ORDER_KINDS),
  categories: fc.oneof(fc.constant(undefined), fc.subarray([...LINE_CATEGORIES], { minLength: 1 })),
  visits: listOf(VISIT_TYPES),
  modes: listOf(VISIT_MODES),
  departments: listOf(['cardiology', 'paediatrics']),
  diagnoses: listOf(['J06', 'U07', 'J0']),
  items,
});

const network = seldom(mostly<'any' | readonly string[]>([HOSPITAL], [HOSPITAL, 'other'], ['other'], 'any'));

const benefit: fc.Arbitrary<Benefit> = fc
  .record({
    covers,
    waitingDays: seldom(fc.nat(60)),
    network,
    allowFirstVisit: mostly<boolean | undefined>(undefined, true, false),
    cap: fen,
    priceCap: mostly('none', 'unit', 'formulary'),
    excess: fc.constantFrom('patient', 'write-off', undefined),
    networkDiscountBps: seldom(bps),
    deductible: mostly<Benefit['deductible']>('applies', 'waived', undefined),
    copay: seldom(fc.record({ per: fc.constantFrom('line', 'order'), amount: fen })),
    coinsuranceBps: maybe(bps),
    coinsuranceByTierBps: maybe(fc.record({ A: bps, B: bps }, { requiredKeys: [] })),
    share: fc.tuple(fen, fen),
    bounded: mostly('none', 'min', 'max', 'both'),
    limits: fc.array(limit, { maxLength: 2 }),
    supply: seldom(
      fc
        .record({ days: fc.nat(20), more: fc.nat(20), long: fc.boolean(), refill: maybe(bps) })
        .map(({ days, more, long, refill }) => ({
          maxDaysPerOrder: days + 1,
          ...(long && { maxDaysLongTerm: days + 1 + more }),
          ...(refill !== undefined && { refillAfterBps: refill }),
        })),
    ),
  })
  .map(({ share, bounded, cap, priceCap, coinsuranceByTierBps, ...one }) => {
    const isByFormulary = typeof one.covers.items === 'object' && 'formulary' in one.covers.items;
    return {
      ...benefitOf(one),
      ...(priceCap === 'unit' && { priceCap: { perUnit: cap } }),
      ...(priceCap === 'formulary' && isByFormulary && { priceCap }),
      ...(isByFormulary && { coinsuranceByTierBps }),
      ...((bounded === 'min' || bounded === 'both') && { coinsuranceMin: Math.min(...share) }),
      ...((bounded === 'max' || bounded === 'both') && { coinsuranceMax: Math.max(...share) }),
    };
  });

const endorsement: fc.Arbitrary<Omit<Endorsement, 'endorsementId'>> = fc.record({
  name: fc.constant({ zh: '疫情', en: 'Epidemic' }),
  from: fc.constantFrom('2020-01-01', '2024-02-29', '2026-01-01'),
  to: fc.constantFrom('2026-01-01', '2026-01-20', '2030-12-31'),
  regions: seldom(fc.constantFrom(['31'], ['11', '3101'])),
  diagnoses: seldom(fc.constantFrom(['U07'], ['J0', 'U07'])),
  providers: seldom(fc.constantFrom([HOSPITAL], ['other'])),
  waives: fc.subarray([...WAIVABLE_CHECKS], { minLength: 1 }),
});

const yearly = (max: number) =>
  fc
    .record({ amount: fc.nat(max), more: fc.nat(max), scopes: fc.constantFrom('member', 'family', 'both') })
    .map(({ amount, more, scopes: held }) => {
      const [member, family] = [amount, amount + more].map((one) => ({ amount: one, per: 'year' as const }));
      if (held === 'member') return { ...member, scope: 'member' as const };
      if (held === 'family') return [{ ...family, scope: 'family' as const }];
      return [
        { ...member, scope: 'member' as const },
        { ...family, scope: 'family' as const },
      ];
    }) as fc.Arbitrary<Plan['deductible']>;

/** Limits, benefits and endorsements are numbered, and a benefit that could not be reached is left out. */
export const generatedPlan: fc.Arbitrary<Plan> = fc
  .record({
    year: fc.constantFrom('calendar', 'coverage'),
    waitingDays: seldom(fc.nat(60)),
    network,
    exclusions: seldom(
      fc.constantFrom({ codes: ['C-2'] }, { diagnoses: ['Z41'] }, { diagnoses: ['U07'], codes: ['C-3'] }),
    ),
    deductible: maybe(yearly(2_000)),
    outOfPocketMax: maybe(yearly(3_000)),
    nationalInsurance: maybe(fc.record({ rateIfUnusedBps: bps })),
    filingDays: seldom(fc.nat(30)),
    limits: fc.array(limit, { maxLength: 3 }),
    benefits: fc.array(benefit, { minLength: 1, maxLength: 3 }),
    rest: seldom(fc.constant('not covered')),
    endorsements: fc.array(endorsement, { maxLength: 2 }),
  })
  .map(({ limits, benefits, endorsements, rest, ...plan }) =>
    reachable(
      planOf({
        ...(plan as Partial<Plan>),
        limits: numbered(limits, 'plan'),
        benefits: benefits.map((one, i) => ({
          ...one,
          // the last one mostly takes whatever is left
          ...(rest === undefined && i === benefits.length - 1 && { covers: { items: one.covers.items } }),
          benefitId: `benefit-${i}`,
          limits: numbered(one.limits ?? [], `benefit-${i}`),
        })),
        endorsements: endorsements.map((one, i) => ({ ...one, endorsementId: `endorsement-${i}` })),
      }),
    ),
  )
  .filter((plan) => poolFaults(plan).length === 0);

function reachable(plan: Plan): Plan {
  const unreachable = new Set(planFaults(plan).map(({ path }) => path));
  return { ...plan, benefits: plan.benefits.filter((_, i) => !unreachable.has(`benefits[${i}].covers`)) };
}

const numbered = (limits: readonly Limit[], owner: string): readonly Limit[] =>
  limits.map((one, i) => ({ ...one, limitId: `${owner}-limit-${i}` }));
