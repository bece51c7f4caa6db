import { describe, expect, it } from 'vitest';
import { planRequest } from '../../lambdas/contracts/plan.ts';
import { planFaults } from '../../lambdas/domain/plan-faults.ts';
import { versionFaults } from '../../lambdas/domain/version-faults.ts';
import type { Benefit, Limit, Plan } from '../../lambdas/domain/plan.ts';
import { benefitOf, deductibleOf, limitOf, planOf, planWith } from './builders.ts';

const referable = { formularies: new Set<string>(), pools: new Set(['p', 'q', 'r', 's', 't']) };
const pathsOf = (plan: Plan): readonly string[] => planFaults(plan, referable).map(({ path }) => path);
const covering = (covers: Partial<Benefit['covers']>, benefitId = 'a'): Benefit =>
  benefitOf({ benefitId, covers: { items: 'any', ...covers } });
const familyAmount = { amount: 1, per: 'year', scope: 'family' } as const;
const epidemic = {
  endorsementId: 'e',
  name: { zh: '疫', en: 'E' },
  from: '2026-01-01',
  to: '2026-01-01',
  waives: ['network'],
} as const;

describe('a plan is refused at publication, with the path of the fault, for', () => {
  it.each<[string, Plan, readonly string[]]>([
    ['an end before its beginning', planOf({ effectiveTo: '2019-12-31' }), ['effectiveTo']],
    [
      'an endorsement that ends before it begins',
      planOf({ endorsements: [epidemic, { ...epidemic, endorsementId: 'f', to: '2025-12-31' }] }),
      ['endorsements[1].to'],
    ],
    ['a limit id used twice in a plan', planOf({ limits: [limitOf('a', 1), limitOf('a', 2)] }), ['limits[1].limitId']],
    [
      'a limit id of the plan used by a benefit',
      planWith({ limits: [limitOf('b', 1), limitOf('a', 1)] }, { limits: [limitOf('a', 1)] }),
      ['benefits[0].limits[1].limitId'],
    ],
    ['a limit called deductible', planOf({ limits: [limitOf('deductible', 1)] }), ['limits[0].limitId']],
    [
      'a limit called out-of-pocket',
      planWith({ limits: [limitOf('out-of-pocket', 1)] }),
      ['benefits[0].limits[0].limitId'],
    ],
    [
      'a benefit id used twice',
      planOf({ benefits: [covering({ categories: ['test'] }), covering({})] }),
      ['benefits[1].benefitId'],
    ],
    ['an endorsement id used twice', planOf({ endorsements: [epidemic, epidemic] }), ['endorsements[1].endorsementId']],
    [
      'a count per line',
      planWith({ limits: [limitOf('a', 1, { measure: 'count', per: 'line' })] }),
      ['benefits[0].limits[0].per'],
    ],
    ['a count per order', planOf({ limits: [limitOf('a', 1, { measure: 'count', per: 'order' })] }), ['limits[0].per']],
    ['a minimum above its maximum', planWith({ coinsuranceMin: 2, coinsuranceMax: 1 }), ['benefits[0].coinsuranceMin']],
    [
      'a formulary that does not exist',
      planWith({ covers: { items: { formulary: 'core' } } }),
      ['benefits[0].covers.items.formulary'],
    ],
    [
      'a price cap of a formulary that the benefit has not',
      planWith({ priceCap: 'formulary' }),
      ['benefits[0].priceCap'],
    ],
    ['tiers without a formulary', planWith({ coinsuranceByTierBps: { B: 1 } }), ['benefits[0].coinsuranceByTierBps']],
    [
      'a pool that does not exist',
      planOf({ limits: [limitOf('a', 1, { scope: { pool: 'o' } })] }),
      ['limits[0].scope.pool'],
    ],
    [
      'a fifth pool',
      planOf({ limits: ['p', 'q', 'r', 's', 't', 'p'].map((pool, i) => limitOf(`a-${i}`, 1, { scope: { pool } })) }),
      ['limits[4].scope.pool'],
    ],
    [
      'a fifth limit of pools that keeps a total a day',
      planOf({
        limits: [1, 2, 3, 4, 5].map((n) => {
          const per = n % 2 === 0 ? 'day' : { rollingDays: 30 };
          return limitOf(`a-${n}`, 1, { per, scope: { pool: 'p' } });
        }),
      }),
      ['limits[4].per'],
    ],
    [
      'two deductibles of one scope',
      planOf({ deductible: [deductibleOf(1), deductibleOf(2)] }),
      ['deductible[1].scope'],
    ],
    [
      'a long supply below the usual',
      planWith({ supply: { maxDaysPerOrder: 28, maxDaysLongTerm: 27 } }),
      ['benefits[0].supply.maxDaysLongTerm'],
    ],
    [
      'a rolling limit of more than a year',
      planOf({ limits: [limitOf('a', 1, { per: { rollingDays: 367 } })] }),
      ['limits[0].per.rollingDays'],
    ],
  ])('%s', (_, plan, paths) => {
    expect(pathsOf(plan)).toEqual(paths);
  });

  it('all of them at once', () => {
    const plan = planWith(
      { coinsuranceMin: 2, coinsuranceMax: 1, limits: [limitOf('deductible', 1, { measure: 'count', per: 'line' })] },
      { effectiveTo: '2019-12-31', deductible: familyAmount },
    );
    expect(pathsOf(plan)).toEqual([
      'effectiveTo',
      'benefits[0].limits[0].limitId',
      'benefits[0].limits[0].per',
      'benefits[0].coinsuranceMin',
    ]);
  });
});

describe('a plan', () => {
  const everyLimit: readonly Limit[] = (
    ['line', 'order', 'day', 'month', 'year', { rollingDays: 366 }, 'lifetime'] as const
  ).flatMap((per, i) => [
    limitOf(`amount-${i}`, 1, { per, scope: 'member', onExceed: i % 2 === 0 ? 'reduce' : 'reject' }),
    limitOf(`quantity-${i}`, 1, { per, measure: 'quantity' }),
    ...(i < 2 ? [] : [limitOf(`count-${i}`, 1, { per, measure: 'count' })]),
  ]);
  const full = planOf({
    ...{ effectiveTo: '2020-01-01', year: 'coverage', waitingDays: 30, network: ['h'], filingDays: 30 },
    ...{
      deductible: [deductibleOf(1), familyAmount],
      outOfPocketMax: [familyAmount, deductibleOf(1)],
      nationalInsurance: { rateIfUnusedBps: 6_000 },
    },
    exclusions: { diagnoses: ['Z41'], codes: ['X'] },
    limits: [
      limitOf('plan-year', 1),
      limitOf('family-life', 1, { per: 'lifetime', scope: 'family' }),
      limitOf('pool-day', 1, { per: 'day', scope: { pool: 'p' } }),
    ],
    endorsements: [
      {
        ...epidemic,
        regions: ['31'],
        diagnoses: ['U07'],
        providers: ['h'],
        waives: ['formulary', 'codes', 'network', 'waiting', 'deductible', 'first-visit'],
      },
    ],
    benefits: [
      benefitOf({
        covers: {
          ...{
            orderKinds: ['consult'],
            categories: ['consult'],
            visits: ['first'],
            modes: ['text'],
            departments: ['dermatology'],
          },
          ...{ diagnoses: ['L30'], items: { codes: ['C'] } },
        },
        ...{ waitingDays: 0, network: 'any', allowFirstVisit: true, priceCap: { perUnit: 1 }, excess: 'write-off' },
        ...{ networkDiscountBps: 1, deductible: 'waived', copay: { per: 'order', amount: 1 } },
        ...{ coinsuranceBps: 1, coinsuranceMin: 1, coinsuranceMax: 1, limits: everyLimit },
      }),
    ],
  });

  it('that uses everything this release can adjudicate is published', () => {
    expect(planFaults(full, referable)).toEqual([]);
    expect(planRequest.safeParse(full).error).toBeUndefined();
  });

  it('that says the least is published', () => {
    expect(planFaults(planOf())).toEqual([]);
  });
});

describe('beside its earlier versions a plan is refused', () => {
  const measures = Object.fromEntries(Array.from({ length: 1_999 }, (_, i) => [`limit-${i}`, 'amount'] as const));
  const withLimits = (...ids: string[]) => planOf({ limits: ids.map((id) => limitOf(id, 1)) });

  it('that would bring more limit ids than one item can list, and not one that goes on with theirs', () => {
    const earlier = { count: 3, measures };
    expect(versionFaults(withLimits('new-1', 'limit-7'), earlier)).toEqual([]);
    expect(versionFaults(withLimits('new-1', 'new-2'), earlier).map(({ path }) => path)).toEqual(['limits']);
  });
});
