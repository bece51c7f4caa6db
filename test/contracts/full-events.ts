import { fullOrder } from './full-bodies.ts';

const envelope = { occurredAt: '2026-11-21T11:05:00+08:00', sequence: 7 };
const orderNo = 'HX20261121000123';

/** A sound body of each event with every field of the contract in it. */
export const fullEvents = {
  submitted: { type: 'order.submitted', ...envelope, data: fullOrder },
  dispensed: {
    type: 'order.dispensed',
    ...envelope,
    data: { orderNo, lines: [{ lineNo: 2, quantity: '1.5', amount: 4500 }] },
  },
  delivered: { type: 'order.delivered', ...envelope, data: { orderNo, deliveredAt: '2026-11-21T17:40:00+08:00' } },
  cancelled: { type: 'order.cancelled', ...envelope, data: { orderNo, reason: '缺货' } },
  returned: {
    type: 'order.returned',
    ...envelope,
    data: { orderNo, returnNo: 'TH-1', lines: [{ lineNo: 2, quantity: '0.5' }] },
  },
};
