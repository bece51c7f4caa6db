import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Endorsement, Plan, WaivableCheck } from '../../lambdas/domain/plan.ts';
import {
  decide,
  deductibleOf,
  diagnosedWith,
  HOSPITAL,
  limitOf,
  onDate,
  orderOf,
  paid,
  pays,
  planOf,
  planWith,
} from './builders.ts';

const waiving = (waives: readonly WaivableCheck[], over: Partial<Endorsement> = {}): Endorsement => ({
  ...{ endorsementId: 'epidemic', name: { zh: '疫情', en: 'Epidemic' }, from: '2026-06-01', to: '2026-06-30', waives },
  ...over,
});
const first: Partial<Order> = { visit: { type: 'first', mode: 'text' } };
const reasonsOn = (plan: Plan, order: Partial<Order> = {}) => paid(decide(plan, orderOf(1_000, order))).reasons;

describe('an endorsement', () => {
  it.each<[WaivableCheck, Plan, Partial<Order>, string]>([
    ['network', planOf({ network: [] }), {}, 'P201 1000'],
    ['waiting', planOf({ waitingDays: 9_999 }), {}, 'E107 1000'],
    ['first-visit', planOf(), first, 'P204 1000'],
    ['codes', planOf({ exclusions: { codes: ['C-1'] } }), {}, 'C301 1000'],
    ['codes', planWith({ covers: { items: { codes: ['X'] } } }), {}, 'C301 1000'],
    ['deductible', planOf({ deductible: deductibleOf(400) }), {}, 'L501 400'],
  ])('waives %s, and says so', (check, plan, order, without) => {
    expect(reasonsOn(plan, order)).toBe(without);
    const { decision } = decide({ ...plan, endorsements: [waiving([check])] }, orderOf(1_000, order));
    expect(decision.lines[0]).toMatchObject({ insurer: 1_000, patient: 0 });
    expect(decision.lines[0]?.reasons).toEqual([
      { code: 'A802', amount: 0, rule: 'endorsements.epidemic', figures: [check, '疫情', 'Epidemic'] },
    ]);
  });

  it('says nothing of a check that would not have failed', () => {
    const plan = planOf({
      endorsements: [waiving(['network', 'waiting', 'first-visit', 'codes', 'deductible', 'formulary'])],
    });
    expect(reasonsOn(plan)).toBe('');
  });

  it('waives the deductible without using it', () => {
    const plan = planOf({ deductible: deductibleOf(400), endorsements: [waiving(['deductible'])] });
    expect(decide(plan, orderOf([300, 500])).draws).toEqual([[], []]);
  });

  it('never waives an excluded diagnosis, a missing code, a child’s guardian, a prescription or a limit', () => {
    const all = waiving(['formulary', 'codes', 'network', 'waiting', 'deductible', 'first-visit']);
    const limits = [limitOf('visits', 0, { measure: 'count' })];
    const plan = planWith(
      { covers: { items: { codes: ['X'] } }, limits },
      { exclusions: { diagnoses: ['J06'] }, endorsements: [all] },
    );
    const order = orderOf({ amount: 1_000, code: undefined, category: 'drug' }, first);
    expect(paid(decide(plan, order, { birthDate: '2024-01-01' })).reasons).toBe(
      'A802 0, P206 1000, C302 0, C304 0, R401 0, L507 0',
    );
  });

  it.each<[string, Partial<Endorsement>, Partial<Order>, boolean]>([
    ['on its first day', {}, onDate('2026-06-01'), true],
    ['on its last day', {}, onDate('2026-06-30'), true],
    ['not before it', {}, onDate('2026-05-31'), false],
    ['not after it', {}, onDate('2026-07-01'), false],
    ['in its region', { regions: ['11', '31'] }, { region: '310000' }, true],
    ['not in another', { regions: ['31'] }, { region: '113100' }, false],
    ['not without a region', { regions: ['31'] }, {}, false],
    ['for its diagnosis', { diagnoses: ['U07'] }, diagnosedWith('J06.900', 'U07.100'), true],
    ['not for another', { diagnoses: ['U07'] }, {}, false],
    ['for its provider', { providers: [HOSPITAL] }, {}, true],
    ['not for another', { providers: ['other'] }, {}, false],
  ])('applies %s', (_, endorsement, order, applies) => {
    const plan = planOf({ network: [], endorsements: [waiving(['network'], endorsement)] });
    expect(reasonsOn(plan, order)).toBe(applies ? 'A802 0' : 'P201 1000');
  });

  it('that waives the network gives no contract discount to a provider outside it', () => {
    const plan = planWith({ networkDiscountBps: 2_000 }, { network: [], endorsements: [waiving(['network'])] });
    expect(paid(decide(plan, orderOf(1_000)))).toEqual(pays(1_000, 0, 'A802 0'));
  });

  it('that is the first to waive a check is named', () => {
    const endorsements = [
      waiving(['waiting'], { endorsementId: 'other' }),
      waiving(['network'], { endorsementId: 'first' }),
      waiving(['network']),
    ];
    const { decision } = decide(planOf({ network: [], endorsements }), orderOf(1_000));
    expect(decision.lines[0]?.reasons.map(({ rule }) => rule)).toEqual(['endorsements.first']);
  });
});
