import { describe, expect, it } from 'vitest';
import type { Limit } from '../../lambdas/domain/plan.ts';
import { decide, limitOf, orderOf, planWith } from './builders.ts';

const limited = (...limits: Limit[]) => planWith({ limits });

describe('what a line takes from the limits (E)', () => {
  it('amount what the insurer paid, count one an order and 0 on each further line, quantity what was kept', () => {
    const plan = limited(
      limitOf('fen', 5_000),
      limitOf('orders', 9, { measure: 'count', per: 'month' }),
      limitOf('units', 4, { measure: 'quantity', per: 'lifetime' }),
    );
    const { draws } = decide(
      plan,
      orderOf([
        { amount: 900, quantity: 3 },
        { amount: 900, quantity: 3 },
      ]),
    );
    expect(
      [...draws.values()].map((all) =>
        all.map((draw) => `${draw.accumulatorId.split('/').slice(2).join(' ')} ${draw.amount}`),
      ),
    ).toEqual([
      ['fen Y2026-01-01 900', 'orders M2026-06 1', 'units L 30000'],
      ['fen Y2026-01-01 300', 'orders M2026-06 0', 'units L 10000'],
    ]);
  });

  it('a refused line nothing, neither limit nor deductible', () => {
    const plan = planWith(
      { covers: { items: { codes: ['C-1'] } } },
      { deductible: { amount: 100, per: 'year', scope: 'member' } },
    );
    const { draws } = decide(plan, orderOf([{ amount: 900, code: 'X' }, { amount: 900 }]));
    expect([draws[0], draws[1]]).toEqual([[], [{ accumulatorId: 'insurer/plan/deductible/Y2026-01-01', amount: 100 }]]);
  });
});
