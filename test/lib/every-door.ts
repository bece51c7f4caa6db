import type { AuthorizationAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { HandlerName } from '../../lib/function-needs.ts';
import { dispensed } from '../support/dispensing.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder, consultPlan, coverageOf, prescriptionOf, yearlyAmount } from '../support/documents.ts';
import { consultBenefit } from '../support/documents.ts';
import { orderLife } from '../support/order-life.ts';
import { webhookRequest } from '../support/webhook-request.ts';

/** One request: the function that takes it, and what it answers where all is well. */
export type Step = readonly [
  handler: HandlerName,
  status: number,
  send: () => Promise<{ readonly status: number; readonly text: string }>,
];

const identity = { idType: 'resident-id', idNo: '11000019900307001X', name: '演示甲' } as const;

// it reaches into the year before, whose balances an order then only checks
const rolling = yearlyAmount('rolling', 1_000_000, { per: { rollingDays: 366 } });
const ofFamily = [yearlyAmount('family', 1_000_000), { ...rolling, limitId: 'family-rolling' }];
const plan = consultPlan('needs', {
  limits: [
    ...[yearlyAmount('year', 1_000_000), rolling],
    ...ofFamily.map((limit) => ({ ...limit, scope: 'family' as const })),
    yearlyAmount('pool', 1_000_000, { scope: { pool: 'needs' } }),
  ],
  benefits: [
    consultBenefit(),
    consultBenefit({ benefitId: 'drugs', covers: { categories: ['drug'], items: { formulary: 'needs' } } }),
  ],
});
const formulary = [
  { code: 'D-1', name: '对乙酰氨基酚片', otc: true },
  { code: 'D-2', name: '二甲双胍缓释片' },
];
const coverage = coverageOf('M-1', 'needs', {
  familyId: 'F-1',
  identity: { ...identity, birthDate: '1990-03-07', sex: 'male' },
});
const child = coverageOf('M-2', 'needs', {
  identity: { ...identity, idNo: '110000202203070019', birthDate: '2022-03-07', sex: 'male' },
});
const visit = { type: 'follow-up', mode: 'video', guardianPresent: true } as const;

const consult = (orderNo: string, amount = 8_000) => consultOrder(orderNo, 'M-1', amount);
const prescribed = (memberId: string, over: Parameters<typeof prescriptionOf>[2] = {}) =>
  prescriptionOf(memberId, [{ code: 'D-2', quantity: '50' }], over);
/** Draws on everything that an order can draw on. */
const drug = (orderNo: string, prescriptionNo: string): OrderRequest =>
  dispensed(orderNo, 'M-1', [{ code: 'D-2', quantity: 2 }], { prescriptionNo });

/** What is issued, enrolled, settled and looked up. */
export function settledStory(connector: Connector): readonly Step[] {
  const [insurer, hospital] = [connector.as('insurer-a'), connector.as('hospital-a')];
  const settle = (order: OrderRequest) => hospital.request('POST', '/v1/settlements', order);
  const prescribe = (no: string, body: unknown) => hospital.request('PUT', `/v1/prescriptions/${no}`, body);
  const named = { ...consult('HX-2'), member: identity };
  return [
    ['formularies', 201, () => insurer.request('PUT', '/v1/formularies/needs/versions/1', formulary)],
    ['pools', 201, () => insurer.request('PUT', '/v1/pools/needs', { budget: 9_000, shards: 2 })],
    ['plans', 201, () => insurer.request('PUT', '/v1/plans/needs/versions/1', plan)],
    ['coverages', 201, () => insurer.request('PUT', '/v1/coverages/C-1', coverage)],
    ['eligibility-checks', 200, () => hospital.request('POST', '/v1/eligibility-checks', { member: identity })],
    ['quotes', 200, () => hospital.request('POST', '/v1/quotes', named)],
    ['settlements', 201, () => settle(consult('HX-1'))],
    ['settlements', 201, () => settle(consult('HX-1'))],
    ['settlements', 201, () => settle(named)],
    ['prescriptions', 201, () => prescribe('RX-1', prescribed('M-1', { member: identity }))],
    ['prescriptions', 200, () => prescribe('RX-1', prescribed('M-1', { member: identity, longTerm: true }))],
    ['coverages', 201, () => insurer.request('PUT', '/v1/coverages/C-2', child)],
    ['settlements', 201, () => settle(consultOrder('HX-4', 'M-2', 8_000, { visit }))],
    ['prescriptions', 201, () => prescribe('RX-2', prescribed('M-2', { consultOrderNo: 'HX-4' }))],
    ['quotes', 200, () => hospital.request('POST', '/v1/quotes', drug('HX-3', 'RX-1'))],
    ['pools', 200, () => insurer.request('PUT', '/v1/pools/needs', { budget: 90_000, shards: 1 })],
    ['settlements', 201, () => settle(drug('HX-3', 'RX-1'))],
    ['orders', 200, () => hospital.request('GET', '/v1/orders/HX-3?trace=true')],
    ['orders', 200, () => hospital.request('GET', '/v1/orders/HX-1')],
    ['decisions', 200, () => hospital.request('GET', '/v1/members/M-1/decisions')],
    ['coverages', 200, () => insurer.request('PUT', '/v1/coverages/C-1', { ...coverage, priority: 5 })],
    ['orders', 200, () => hospital.request('GET', '/v1/orders/HX-1?trace=true')],
    ['health', 200, () => connector.request('GET', '/health')],
    ['reference', 200, () => connector.request('GET', '/openapi.json')],
  ];
}

/** What is held and moves on: captured, voided, expired, reversed, and reversed before it came. */
export function heldStory(connector: Connector): readonly Step[] {
  const { settle, quote, authorize, capture, release, reverse } = orderLife(connector);
  const ids = new Map<string, string>();
  const hold = (order: OrderRequest, seconds?: number): Step => [
    'authorizations',
    201,
    async () => {
      const answer = await authorize(order, seconds);
      ids.set(order.orderNo, (answer.body as AuthorizationAnswer).authorizationId);
      return answer;
    },
  ];
  const idOf = (orderNo: string): string => ids.get(orderNo) ?? '';
  const part = { captureNo: 'C-1', lines: [{ lineNo: 1, quantity: '1', amount: 500 }], final: false };
  const back = { reversalNo: 'R-1', reason: 'returned' };
  /** More than is left of the pool: it takes all of it. */
  const rest = (orderNo: string) => consult(orderNo, 900_000);
  const afterExpiry = (send: Step[2]) => () => {
    connector.advance(61);
    return send();
  };
  return [
    hold(drug('HX-A1', 'RX-1')),
    ['captures', 201, () => capture(idOf('HX-A1'), part)],
    ['captures', 201, () => capture(idOf('HX-A1'), { captureNo: 'C-2' })],
    ['reversals', 201, () => reverse('HX-A1', back)],
    hold(drug('HX-A2', 'RX-1')),
    ['reversals', 201, () => reverse('HX-A2', back)],
    hold(drug('HX-A3', 'RX-1')),
    ['voids', 200, () => release(idOf('HX-A3'))],
    ['reversals', 200, () => reverse('HX-T1', back)],
    ['quotes', 200, () => quote(consult('HX-T1'))],
    ['settlements', 201, () => settle(consult('HX-T1'))],
    ['reversals', 200, () => reverse('HX-T2', back)],
    hold(consult('HX-T2')),
    // what has ended must go out of the pool before its room is given away
    hold(rest('HX-A4'), 60),
    ['settlements', 201, afterExpiry(() => settle(rest('HX-A5')))],
    ['reversals', 201, () => reverse('HX-A5', back)],
    hold(rest('HX-A6'), 60),
    ['authorizations', 201, afterExpiry(() => authorize(rest('HX-A7'), 60))],
    [
      'pools',
      200,
      afterExpiry(() => connector.as('insurer-a').request('PUT', '/v1/pools/needs', { budget: 95_000, shards: 1 })),
    ],
    hold(drug('HX-A8', 'RX-1')),
    [
      'prescription-voids',
      200,
      () => connector.as('hospital-a').request('POST', '/v1/prescriptions/RX-1/void', { reason: 'wrong drug' }),
    ],
  ];
}

/** What a pharmacy tells of its orders. */
export function pharmacyStory(connector: Connector): readonly Step[] {
  const [pharmacy] = connector.credentials.filter(({ partnerId }) => partnerId === 'pharmacy-a');
  if (pharmacy === undefined) throw new Error('pharmacy-a is no demo partner');
  const occurredAt = '2026-06-15T10:00:00+08:00';
  const tell = (status: number, type: string, data: unknown): Step => [
    'pharmacy-orders',
    status,
    () => connector.receive(webhookRequest(pharmacy, connector.now(), { type, occurredAt, data })),
  ];
  const [first, second, late] = ['HX-P1', 'HX-P2', 'HX-P3'].map((orderNo) => ({ orderNo }));
  const lines = [{ lineNo: 1, quantity: '1', amount: 1_000 }];
  const hospital = connector.as('hospital-a');
  return [
    ['prescriptions', 201, () => hospital.request('PUT', '/v1/prescriptions/RX-3', prescribed('M-1'))],
    tell(202, 'order.dispensed', first),
    tell(200, 'order.submitted', drug('HX-P1', 'RX-3')),
    tell(200, 'order.returned', { ...first, returnNo: 'T-1', lines: [{ lineNo: 1, quantity: '1' }] }),
    tell(200, 'order.submitted', drug('HX-P2', 'RX-3')),
    tell(200, 'order.cancelled', { ...second, reason: 'out of stock' }),
    // somebody must look at drugs that were handed out on a hold that is gone
    tell(200, 'order.dispensed', { ...second, lines }),
    tell(200, 'order.submitted', drug('HX-P3', 'RX-3')),
    tell(200, 'order.dispensed', late),
    tell(200, 'order.delivered', { ...late, deliveredAt: occurredAt }),
  ];
}
