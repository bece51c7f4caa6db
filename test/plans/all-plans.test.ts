import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planFaults } from '../../lambdas/domain/plan-faults.ts';
import { referencesOf } from '../../tools/workbench/references.ts';
import { formularies, planDocument, plansFolder } from './plan-documents.ts';

const planIds = readdirSync(plansFolder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => basename(name, '.json'));

describe('the plans of plans/', () => {
  it.each(planIds)('%s is well formed and named as its file, and its lists are there', (planId) => {
    const plan = planDocument(planId);
    expect(plan.planId).toBe(planId);
    expect(referencesOf(plan).formularies.filter((id) => !formularies.has(id))).toEqual([]);
  });

  it.each(planIds)('%s would be published', (planId) => {
    const referable = { formularies: new Set(formularies.keys()), pools: new Set<string>() };
    expect(planFaults(planDocument(planId), referable)).toEqual([]);
  });

  it('share a list of every tier, with items over the counter and one that is prohibited', () => {
    const items = [...(formularies.get('core')?.entries.values() ?? [])];
    expect(items.length).toBeGreaterThanOrEqual(30);
    expect(new Set(items.map(({ tier }) => tier))).toEqual(new Set(['A', 'B', 'C', undefined]));
    expect(items.filter(({ otc }) => otc === true).length).toBeGreaterThan(5);
    expect(items.filter(({ prohibited }) => prohibited === true)).toHaveLength(1);
    expect(items.filter(({ code }) => !/^X[A-Z]\d\d[A-Z]{2}[A-Z]\d{3}[A-Z]\d{3}\d{3}\d\d{5}$/.test(code))).toEqual([]);
  });
});
