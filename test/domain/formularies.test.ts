import { describe, expect, it } from 'vitest';
import type { Formularies, FormularyEntry } from '../../lambdas/domain/formulary.ts';
import type { Benefit, Plan } from '../../lambdas/domain/plan.ts';
import { decide, orderOf, paid, pays, planWith } from './builders.ts';

const listed = (...entries: Omit<FormularyEntry, 'otc'>[]): Formularies =>
  new Map([
    [
      'core',
      { formularyId: 'core', version: 1, entries: new Map(entries.map((one) => [one.code, { otc: true, ...one }])) },
    ],
  ]);
const drug = (code: string | undefined, over: object = {}) =>
  ({ category: 'drug', code, amount: 1_000, ...over }) as const;
const planOn = (benefit: Partial<Benefit> = {}, over: Partial<Plan> = {}) =>
  planWith({ covers: { items: { formulary: 'core' } }, ...benefit }, over);
const outcome = (plan: Plan, line: ReturnType<typeof drug>, formularies: Formularies) =>
  paid(decide(plan, orderOf(line, { region: '310000' }), { formularies }));

describe('an item of a formulary', () => {
  it('is paid without a prescription where it is sold over the counter, else not', () => {
    expect(outcome(planOn(), drug('A'), listed({ code: 'A' }))).toEqual(pays(1_000, 0, ''));
    const withPrescription = new Map([
      ['core', { formularyId: 'core', version: 1, entries: new Map([['A', { code: 'A' }]]) }],
    ]);
    expect(outcome(planOn(), drug('A'), withPrescription)).toEqual(pays(0, 1_000, 'R401 1000'));
  });

  it.each<[string, string | undefined, Partial<Plan>, string]>([
    ['is not on it', 'B', {}, 'C303 1000, R401 0'],
    ['has no code', undefined, {}, 'C304 1000, R401 0'],
    ['is excluded by the plan', 'A', { exclusions: { codes: ['A'] } }, 'C301 1000'],
    ['is prohibited', 'P', {}, 'C306 1000'],
    ['is not on it and excluded', 'B', { exclusions: { codes: ['B'] } }, 'C303 1000, C301 0, R401 0'],
  ])('is refused where it %s', (_, code, over, reasons) => {
    const formularies = listed({ code: 'A' }, { code: 'P', prohibited: true });
    expect(outcome(planOn({}, over), drug(code), formularies).reasons).toBe(reasons);
  });

  it('is paid up to its price a unit, and in full where it has none (C305)', () => {
    const formularies = listed({ code: 'A', maxUnitPrice: 300 }, { code: 'B' });
    const capped = planOn({ priceCap: 'formulary' });
    expect(outcome(capped, drug('A', { quantity: 2 }), formularies)).toEqual(pays(600, 400, 'C305 400'));
    expect(outcome(capped, drug('B'), formularies)).toEqual(pays(1_000, 0, ''));
  });

  it('has the co-insurance of its tier, else the benefit’s (L502)', () => {
    const formularies = listed(
      { code: 'A', tier: 'A' },
      { code: 'B', tier: 'B' },
      { code: 'N' },
      { code: 'O', tier: 'constructor' },
    );
    const tiered = planOn({ coinsuranceBps: 2_000, coinsuranceByTierBps: { B: 1_000 } });
    const reasons = ['A', 'B', 'N', 'O'].map((code) => outcome(tiered, drug(code), formularies).reasons);
    expect(reasons).toEqual(['L502 200', 'L502 100', 'L502 200', 'L502 200']);
  });

  it('off the list is paid where an endorsement waives the list, without price and tier, and never without a prescription', () => {
    const epidemic = { endorsementId: 'e', name: { zh: '疫情', en: 'Epidemic' }, from: '2026-06-01', to: '2026-06-30' };
    const benefit = { priceCap: 'formulary', coinsuranceByTierBps: { A: 5_000 } } as const;
    const plan = planOn(benefit, { endorsements: [{ ...epidemic, waives: ['formulary'] }] });
    const device = { ...drug('OFF'), category: 'device' } as unknown as ReturnType<typeof drug>;
    expect(outcome(plan, device, listed())).toEqual(pays(1_000, 0, 'A802 0'));
    expect(outcome(plan, drug('OFF'), listed()).reasons).toBe('A802 0, R401 1000');
  });

  it('has at most the days of supply of its entry (R406)', () => {
    const formularies = listed({ code: 'A', maxDaysSupply: 14 });
    expect(outcome(planOn(), drug('A', { daysSupply: 14 }), formularies).reasons).toBe('');
    expect(outcome(planOn(), drug('A', { daysSupply: 15 }), formularies).reasons).toBe('R406 1000');
  });
});
