import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../lambdas/domain/order-state.ts';
import { ORDER_STATUSES } from '../../lambdas/domain/order-state.ts';
import { statusText } from '../../lambdas/domain/status-text.ts';

const UNTIL = Date.parse('2026-06-22T02:03:59.999Z');

describe('a patient is told of a status in both languages', () => {
  it.each<[OrderStatus, boolean, string, string]>([
    ['voided', false, '预留已释放，未结算费用', 'The hold was released; nothing was settled'],
    ['voided', true, '已部分结算，其余已释放', 'Settled in part; the rest was released'],
    [
      'expired',
      true,
      '已部分结算，其余已于 2026-06-22 10:03 到期',
      'Settled in part; the rest expired at 2026-06-22 10:03',
    ],
    ['authorized', false, '额度已预留至 2026-06-22 10:03', 'Held until 2026-06-22 10:03'],
  ])('%s, where something is paid: %s', (status, isPaid, zh, en) => {
    expect(statusText(status, isPaid, UNTIL)).toEqual({ zh, en });
  });

  it.each(ORDER_STATUSES)('%s', (status) => {
    const { zh, en } = statusText(status, true, UNTIL);
    expect(zh).toMatch(/^[\p{Script=Han}，\d :-]+$/u);
    expect(en).toMatch(/^[A-Z][a-z\d ;:-]+$/);
  });
});
