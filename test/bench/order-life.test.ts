import { expect, it, vi } from 'vitest';
import { lifeCosts } from '../../bench/figures/life-costs.ts';
import { measureOrderLife } from '../../bench/figures/order-life.ts';

vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

// one kind: `npm run bench` measures them all, and ends with an error where a count is missed
it('every step of an order’s life is measured, and costs what it is held to', { timeout: 60_000 }, async () => {
  const kind = 'on a prescription';
  const figures = await measureOrderLife([kind]);
  expect(figures.filter(({ ok }) => !ok)).toEqual([]);
  const held = figures.filter(({ goal }) => goal !== null).map(({ name }) => name);
  for (const step of Object.keys(lifeCosts[kind]))
    for (const of of ['round trips', 'write units', 'index write units'])
      expect(held).toContain(`${step}, ${kind}: ${of}`);
  const pair = figures.find(({ name }) => name === 'authorize and capture, a consult: write units with the indexes');
  expect(pair).toMatchObject({ value: 10, goal: '<= 10' });
});
