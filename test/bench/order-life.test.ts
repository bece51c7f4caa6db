import { expect, it } from 'vitest';
import { measureOrderLife } from '../../bench/figures/order-life.ts';
import { lifeCosts } from '../../bench/figures/life-costs.ts';

it('every step of an order’s life is measured for every kind of order, and costs what it is held to', async () => {
  const figures = await measureOrderLife();
  expect(figures.filter(({ ok }) => !ok)).toEqual([]);
  const measured = new Set(figures.filter(({ goal }) => goal !== null).map(({ name }) => name.split(':')[0]));
  for (const [kind, steps] of Object.entries(lifeCosts))
    for (const step of Object.keys(steps)) expect(measured).toContain(`${step}, ${kind}`);
  const pair = figures.find(({ name }) => name === 'authorize and capture, a consult: write units with the indexes');
  expect(pair).toMatchObject({ value: 10, goal: '<= 10' });
});
