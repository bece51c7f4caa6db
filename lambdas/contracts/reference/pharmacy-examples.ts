import type { OrderRequest } from '../order.ts';
import type { SubmittedAnswer } from '../pharmacy-answer.ts';
import type { PharmacyEvent } from '../pharmacy-event.ts';

const orderNo = 'YF20261121000456';

/** The drugs of the prescription that the examples of the hospital issue. */
const drugOrder: OrderRequest = {
  orderNo,
  kind: 'pharmacy',
  serviceAt: '2026-11-21T11:05:00+08:00',
  member: { memberId: 'M-1001' },
  prescriptionNo: 'RX-881',
  diagnoses: [{ code: 'E11.900' }],
  lines: [
    {
      ...{ lineNo: 1, category: 'drug', code: 'XA10BAE021A010010201650', name: '盐酸二甲双胍片' },
      ...{ quantity: '2', amount: 620, daysSupply: 28 },
    },
  ],
};

type EventOf<Type extends PharmacyEvent['type']> = Extract<PharmacyEvent, { readonly type: Type }>;

export const submittedExample: EventOf<'order.submitted'> = {
  type: 'order.submitted',
  occurredAt: '2026-11-21T11:05:00+08:00',
  sequence: 1,
  data: drugOrder,
};

export const dispensedExample: EventOf<'order.dispensed'> = {
  type: 'order.dispensed',
  occurredAt: '2026-11-21T11:20:00+08:00',
  sequence: 2,
  data: { orderNo, lines: [{ lineNo: 1, quantity: '2', amount: 620 }] },
};

export const deliveredExample: EventOf<'order.delivered'> = {
  type: 'order.delivered',
  occurredAt: '2026-11-21T17:42:00+08:00',
  sequence: 3,
  data: { orderNo, deliveredAt: '2026-11-21T17:40:00+08:00' },
};

export const cancelledExample: EventOf<'order.cancelled'> = {
  type: 'order.cancelled',
  occurredAt: '2026-11-21T11:30:00+08:00',
  data: { orderNo, reason: 'out-of-stock' },
};

export const returnedExample: EventOf<'order.returned'> = {
  type: 'order.returned',
  occurredAt: '2026-11-22T09:10:00+08:00',
  sequence: 4,
  data: { orderNo, returnNo: 'TH20261122000007', lines: [{ lineNo: 1, quantity: '1' }] },
};

const money = { billed: 620, priorPaid: 0, insurer: 496, patient: 124, writeOff: 0 };
const shares = [{ coverageId: 'C-2026-1', insurerId: 'insurer-a', amount: 496 }];

const coinsurance = {
  code: 'L502',
  amount: 124,
  zh: '按 20 % 比例自付：保险不承担 1.24 元',
  en: 'Co-insurance of 20 %: CNY 1.24 is not paid by the insurer',
  rule: 'drugs.coinsurance',
};

const decision = {
  decision: 'partial',
  orderNo,
  coverageId: 'C-2026-1',
  plan: { planId: 'internet-hospital-direct-pay', version: 1 },
  businessDate: '2026-11-21',
  totals: money,
  shares,
  lines: [{ lineNo: 1, benefitId: 'drugs', ...money, shares, reasons: [coinsurance] }],
  reasons: [],
  accumulators: [
    {
      ...{ limitId: 'drugs-year', coverageId: 'C-2026-1', scope: 'member', measure: 'amount' },
      ...{ max: 2_000_000, used: 0, held: 496, remaining: 1_999_504 },
      period: { from: '2026-01-01', to: '2026-12-31' },
    },
  ],
} as const satisfies Partial<SubmittedAnswer>;

const authorizationId = '_agL49VXa_RlILNdp8blL.1';
const expiresAt = '2026-11-24T11:05:02.114+08:00';

// What the product really answers, in this order: a test plays it.

export const submittedAnswerExample = { authorizationId, status: 'authorized', expiresAt, ...decision };

const dispensedOrder = {
  orderNo,
  status: 'captured',
  decision,
  authorizationId,
  refundable: [{ lineNo: 1, quantity: '2', insurer: 496, patient: 124 }],
  facts: [
    {
      ...{ factId: authorizationId, type: 'authorization', postedAt: '2026-11-21T11:05:02.114+08:00' },
      ...{ businessDate: '2026-11-21', totals: money, expiresAt },
    },
    {
      ...{ factId: '_agL49VXa_RlILNdp8blL.2', type: 'capture', postedAt: '2026-11-21T11:20:01.530+08:00' },
      ...{ businessDate: '2026-11-21', totals: money },
    },
  ],
};

export const appliedExample = { status: 'applied', order: dispensedOrder };

/** The same dispensing under another webhook-id. */
export const supersededExample = { status: 'superseded', order: dispensedOrder };

/** A return of an order that has not come. */
export const waitingExample = { status: 'waiting' };
