import { describe, expect, it } from 'vitest';
import { planFaults } from '../../lambdas/domain/plan-faults.ts';
import type { Benefit, Plan } from '../../lambdas/domain/plan.ts';
import { benefitOf, planOf } from './builders.ts';

const pathsOf = (plan: Plan): readonly string[] => planFaults(plan).map(({ path }) => path);
const covering = (covers: Partial<Benefit['covers']>, benefitId = 'a'): Benefit =>
  benefitOf({ benefitId, covers: { items: 'any', ...covers } });
const reaching = (earlier: Partial<Benefit['covers']>, later: Partial<Benefit['covers']>): readonly string[] =>
  pathsOf(planOf({ benefits: [covering(earlier), covering(later, 'b')] }));

describe('a benefit that no order can reach', () => {
  it.each<[string, Partial<Benefit['covers']>, Partial<Benefit['covers']>]>([
    ['after one that takes all', {}, { categories: ['test'] }],
    ['after one with the same lists', { categories: ['test', 'drug'] }, { categories: ['drug', 'test'] }],
    ['after one with a wider list', { visits: ['first', 'advice'] }, { visits: ['first'], modes: ['text'] }],
    ['after one with a shorter diagnosis', { diagnoses: ['L', 'J0'] }, { diagnoses: ['J06', 'L30'] }],
    ['after one that lists every kind and category', { orderKinds: ['test', 'consult', 'pharmacy'] }, {}],
    ['whatever its items are', { items: { codes: ['X'] } }, { items: 'any' }],
  ])('%s', (_, earlier, later) => {
    expect(reaching(earlier, later)).toEqual(['benefits[1].covers']);
  });

  it.each<[string, Partial<Benefit['covers']>, Partial<Benefit['covers']>]>([
    ['has a value that the earlier one has not', { categories: ['test'] }, { categories: ['test', 'drug'] }],
    ['takes orders without the field', { visits: ['first', 'follow-up', 'advice'] }, {}],
    ['has another list', { modes: ['text'] }, { departments: ['dermatology'] }],
    ['has a shorter diagnosis', { diagnoses: ['J06', 'J0'] }, { diagnoses: ['J'] }],
  ])('is not one that %s', (_, earlier, later) => {
    expect(reaching(earlier, later)).toEqual([]);
  });

  it('is not one that only two earlier ones together leave nothing to', () => {
    const benefits = [
      covering({ categories: ['test'] }),
      covering({ categories: ['drug'] }, 'b'),
      covering({ categories: ['test', 'drug'] }, 'c'),
    ];
    expect(pathsOf(planOf({ benefits }))).toEqual([]);
  });
});
