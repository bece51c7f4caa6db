import { describe, expect, it } from 'vitest';
import type { LimitPeriod } from '../../lambdas/domain/plan.ts';
import { candidateOf, decide, limitOf, orderOf, paid, pays, planOf } from './builders.ts';

/** The period that an order counts in, by the accumulator it draws on. */
function periodAt(serviceAt: string, per: LimitPeriod, from = '2020-02-29'): string | undefined {
  const plan = planOf({ year: 'coverage', limits: [limitOf('limit', 10_000, { per })] });
  const { draws } = decide(plan, orderOf(100, { serviceAt }), { candidates: [candidateOf(plan, { from })] });
  return draws.flat()[0]?.accumulatorId.split('/')[3];
}

describe('an order counts in the period of its day in Shanghai', () => {
  it.each<[string, LimitPeriod, string]>([
    ['2026-01-31T23:59:59.999+08:00', 'month', 'M2026-01'],
    ['2026-02-01T00:00:00+08:00', 'month', 'M2026-02'],
    ['2026-01-31T15:59:59.999Z', 'month', 'M2026-01'],
    ['2026-01-31T16:00:00Z', 'month', 'M2026-02'],
    ['2024-02-29T11:00:00-05:00', 'month', 'M2024-03'],
    ['2024-02-29T23:59:59.999+08:00', 'day', 'D2024-02-29'],
    ['2024-02-28T16:00:00Z', { rollingDays: 30 }, 'D2024-02-29'],
    ['2025-12-31T16:00:00Z', 'day', 'D2026-01-01'],
    ['2025-02-27T23:59:59.999+08:00', 'year', 'Y2024-02-29'],
    ['2025-02-27T16:00:00Z', 'year', 'Y2025-02-28'],
    ['2024-02-28T15:59:59.999Z', 'year', 'Y2023-02-29'],
    ['2024-02-28T16:00:00Z', 'year', 'Y2024-02-29'],
  ])('%s per %j: %s', (serviceAt, per, period) => {
    expect(periodAt(serviceAt, per)).toBe(period);
  });

  it('a renewal on 29 February begins its year that day, and the one after on the 28th', () => {
    expect(periodAt('2024-02-29T00:00:00+08:00', 'year', '2024-02-29')).toBe('Y2024-02-29');
    expect(periodAt('2025-02-28T00:00:00+08:00', 'year', '2024-02-29')).toBe('Y2025-02-28');
    expect(periodAt('2025-02-27T15:59:59.999Z', 'year', '2024-02-29')).toBe('Y2024-02-29');
  });
});

describe('a coverage begins and ends at midnight in Shanghai', () => {
  const plan = planOf();
  const between = [candidateOf(plan, { from: '2024-02-29', to: '2024-12-31' })];

  it.each([
    ['2024-02-28T15:59:59.999Z', 'E103 100'],
    ['2024-02-28T16:00:00Z', ''],
    ['2024-12-31T23:59:59.999+08:00', ''],
    ['2024-12-31T16:00:00Z', 'E104 100'],
  ])('%s: %j', (serviceAt, reasons) => {
    const decided = decide(plan, orderOf(100, { serviceAt }), { candidates: between });
    expect(paid(decided)).toEqual(reasons === '' ? pays(100, 0, '') : pays(0, 100, reasons));
  });
});
