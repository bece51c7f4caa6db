import { describe, expect, it } from 'vitest';
import { eligibility } from '../../lambdas/domain/eligibility.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import {
  accumulatorId,
  benefitOf,
  candidateOf,
  decide,
  deductibleOf,
  limitOf,
  onDate,
  orderOf,
  planOf,
  planWith,
} from './builders.ts';

describe('status and decision are two things (F)', () => {
  it.each<[string, Plan, Parameters<typeof orderOf>[0], boolean, string]>([
    ['refused in every line', planOf({ network: [] }), [100, 0], true, 'declined'],
    ['refused, though nothing was billed', planOf({ network: [] }), 0, true, 'declined'],
    ['nothing for the patient', planOf(), 100, false, 'approved'],
    ['nothing billed', planOf(), 0, false, 'approved'],
    ['all written off', planWith({ priceCap: { perUnit: 0 }, excess: 'write-off' }), 100, false, 'approved'],
    ['something for both', planWith({ coinsuranceBps: 1 }), 10_000, false, 'partial'],
    ['all deductible', planOf({ deductible: deductibleOf(100) }), 100, false, 'declined'],
    ['a limit used up', planOf({ limits: [limitOf('year', 0)] }), 100, false, 'declined'],
    [
      'one line refused, one paid',
      planWith({ covers: { items: { codes: ['C-1'] } } }),
      [{ amount: 5, code: 'X' }, 100],
      false,
      'partial',
    ],
  ])('%s', (_, plan, lines, refused, outcome) => {
    const { decision } = decide(plan, orderOf(lines));
    expect([decision.refused, decision.outcome]).toEqual([refused, outcome]);
  });
});

describe('the limits that a decision shows', () => {
  const plan = planOf({
    ...{ year: 'coverage', deductible: deductibleOf(500), outOfPocketMax: deductibleOf(900) },
    limits: [limitOf('plan-life', 9_000, { per: 'lifetime' }), limitOf('plan-order', 700, { per: 'order' })],
    benefits: [
      benefitOf({
        ...{ benefitId: 'tests', covers: { categories: ['test'], items: 'any' } },
        limits: [
          limitOf('tests-month', 3, { measure: 'quantity', per: 'month' }),
          limitOf('tests-line', 700, { per: 'line' }),
        ],
      }),
      benefitOf({
        benefitId: 'drugs',
        covers: { categories: ['drug'], items: 'any' },
        limits: [limitOf('drugs-day', 1, { per: 'day' })],
      }),
      benefitOf({ limits: [limitOf('visits', 4, { measure: 'count', per: { rollingDays: 7 } })] }),
    ],
  });
  const candidates = [candidateOf(plan, { from: '2024-02-29' })];
  const states = (lines: Parameters<typeof orderOf>[0]) =>
    decide(plan, orderOf(lines, onDate('2026-02-27')), { candidates }).decision.accumulators.map(
      ({ limitId, used, remaining, period }) => [limitId, used, remaining, period && `${period.from} ${period.to}`],
    );

  it('are those of the benefits on its lines and of the plan, except per line and order, as they stand after it', () => {
    expect(states([600, { amount: 800, category: 'test', quantity: 2 }])).toEqual([
      ['visits', 1, 3, '2026-02-21 2026-02-27'],
      ['tests-month', 20_000, 10_000, '2026-02-01 2026-02-28'],
      ['plan-life', 700, 8_300, null],
      ['deductible', 500, 0, '2025-02-28 2026-02-27'],
      ['out-of-pocket', 500, 400, '2025-02-28 2026-02-27'],
    ]);
  });

  it('are those of a refused line too, untouched', () => {
    expect(states({ amount: 900, category: 'drug' })).toEqual([
      ['drugs-day', 0, 1, '2026-02-27 2026-02-27'],
      ['plan-life', 0, 9_000, null],
      ['deductible', 0, 500, '2025-02-28 2026-02-27'],
      ['out-of-pocket', 0, 900, '2025-02-28 2026-02-27'],
    ]);
  });
});

describe('what a coverage would do on a date', () => {
  const asked = { memberId: 'M-1', providerId: 'hospital-a', region: undefined };
  const plan = planOf({
    ...{ waitingDays: 90, limits: [limitOf('plan-year', 9_000)], deductible: deductibleOf(500) },
    benefits: [
      benefitOf({ waitingDays: 0, limits: [limitOf('year', 20, { measure: 'count' })] }),
      benefitOf({ benefitId: 'later' }),
    ],
  });
  const balances = new Map([[accumulatorId('insurer', 'plan', 'year', 'Y2026-01-01'), { used: 7, held: 1 }]]);
  const on = (date: string, over: Parameters<typeof candidateOf>[1] = {}) =>
    eligibility({ ...asked, date, balances, candidates: [candidateOf(plan, { from: '2026-06-01', ...over })] });

  it('its benefits with what is left of their limits and from when they can be used', () => {
    const [coverage] = on('2026-06-15');
    expect(coverage?.firstDate).toBeUndefined();
    expect(
      coverage?.benefits.map(({ benefitId, firstEligibleDate, limits }) => [
        benefitId,
        firstEligibleDate,
        limits.map(({ remaining }) => remaining),
      ]),
    ).toEqual([
      ['all', undefined, [12]],
      ['later', '2026-08-30', []],
    ]);
    expect(coverage?.limits.map(({ limitId, remaining }) => [limitId, remaining])).toEqual([
      ['plan-year', 9_000],
      ['deductible', 500],
    ]);
    expect(on('2026-08-30')[0]?.benefits[1]?.firstEligibleDate).toBeUndefined();
  });

  it('no waiting where an endorsement waives it for the region and the provider that asks', () => {
    const endorsement = {
      endorsementId: 'e',
      name: { zh: '疫情', en: 'Epidemic' },
      from: '2026-06-01',
      to: '2026-06-30',
    };
    const epidemic = { ...endorsement, regions: ['31'], providers: ['hospital-a'], waives: ['waiting' as const] };
    const candidates = [candidateOf(planOf({ waitingDays: 90, endorsements: [epidemic] }), { from: '2026-06-01' })];
    const firstDateFor = (over: object) =>
      eligibility({ ...asked, candidates, balances: new Map(), date: '2026-06-15', region: '310000', ...over })[0]
        ?.benefits[0]?.firstEligibleDate;
    expect(firstDateFor({})).toBeUndefined();
    for (const elsewhere of [
      { region: '110000' },
      { region: undefined },
      { providerId: 'other' },
      { date: '2026-07-01' },
    ]) {
      expect(firstDateFor(elsewhere)).toBe('2026-08-30');
    }
  });

  it('from when it begins', () => {
    expect(on('2026-05-31')[0]?.firstDate).toBe('2026-06-01');
  });

  it('nothing without consent', () => {
    expect(on('2026-06-15', { consent: false })).toEqual([]);
  });

  it('answers for the last day of the calendar too', () => {
    const far = planOf({
      year: 'coverage',
      waitingDays: 30,
      limits: [limitOf('a', 1), limitOf('b', 1, { per: { rollingDays: 9 } })],
    });
    const candidates = [candidateOf(far, { from: '2026-06-01', to: '9999-12-31' })];
    const [coverage] = eligibility({ ...asked, candidates, balances: new Map(), date: '9999-12-31' });
    expect(coverage?.limits.map(({ remaining, period }) => [remaining, period?.to])).toEqual([
      [1, '9999-12-31'],
      [1, '9999-12-31'],
    ]);
  });
});
