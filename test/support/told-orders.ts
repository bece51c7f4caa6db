import { expect } from 'vitest';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { OrderStatus } from '../../lambdas/domain/order-state.ts';
import type { Connector } from './connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from './documents.ts';
import { enrol, publish } from './enrolment.ts';
import { orderLife } from './order-life.ts';

const MINUTE = 60;

/** Consults in full up to 500.00 yuan a year, agreed prices above which the provider waives the rest, 80 % of tests; no cosmetics. */
export async function enrolForTold(connector: Connector, memberId: string): Promise<void> {
  const capped = { priceCap: { perUnit: 10_000 }, excess: 'write-off' } as const;
  const covers = { items: 'any' } as const;
  await publish(connector, 'told', {
    exclusions: { diagnoses: ['Z41'] },
    outOfPocketMax: { amount: 300_000, per: 'year', scope: 'member' },
    limits: [yearlyAmount('thirty-days', 200_000, { per: { rollingDays: 30 } })],
    benefits: [
      consultBenefit({
        limits: [yearlyAmount('consult-year', 50_000), yearlyAmount('consult-count', 20, { measure: 'count' })],
      }),
      consultBenefit({
        benefitId: 'tests',
        covers: { ...covers, categories: ['test'] },
        coinsuranceBps: 2_000,
        ...capped,
      }),
    ],
  });
  await enrol(connector, memberId, 'told');
}

/** Tests of 120.00 yuan each, of which national insurance paid something of the first. */
export function testOrder(orderNo: string, memberId: string, over: Partial<OrderRequest> = {}): OrderRequest {
  const names = ['血常规', '肝功能 <全套>'];
  return consultOrder(orderNo, memberId, [], {
    kind: 'test',
    lines: names.map((name, index) => ({
      ...{ lineNo: index + 1, category: 'test' as const, code: `LAB-${index}`, name },
      ...{ quantity: '2', amount: 24_000 },
    })),
    priorPayments: [{ payer: 'national-insurance', lineNo: 1, amount: 4_000 }],
    ...over,
  });
}

/**
 * A member's orders at hospital-a, one in every status, a minute apart, and one at hospital-b. Gives the numbers of hospital-a's in the
 * order in which they were first decided, each with its status.
 */
export async function tellOrders(
  connector: Connector,
  memberId: string,
): Promise<readonly (readonly [orderNo: string, status: OrderStatus])[]> {
  const [life, elsewhere] = [orderLife(connector), orderLife(connector, 'hospital-b')];
  const consult = (orderNo: string, amount = 6_000): OrderRequest => consultOrder(orderNo, memberId, amount);
  const authorized = async (order: OrderRequest, seconds?: number): Promise<string> => {
    const { status, body } = await life.authorize(order, seconds);
    expect(status).toBe(201);
    return body.authorizationId;
  };
  const steps: readonly (readonly [string, OrderStatus, (orderNo: string) => Promise<unknown>])[] = [
    ['T-1', 'settled', async (no) => life.settle(consult(no))],
    ['T-2', 'settled', async (no) => life.settle(testOrder(no, memberId))],
    ['T-3', 'declined', async (no) => life.settle({ ...consult(no), diagnoses: [{ code: 'Z41.1', name: '美容' }] })],
    ['T-4', 'authorized', async (no) => authorized(consult(no))],
    [
      'T-5',
      'partially-captured',
      async (no) =>
        life.capture(await authorized(testOrder(no, memberId)), {
          ...{ captureNo: 'C-1', final: false },
          lines: [{ lineNo: 2, quantity: '1', amount: 12_000 }],
        }),
    ],
    ['T-6', 'captured', async (no) => life.capture(await authorized(consult(no)), { captureNo: 'C-1' })],
    ['T-7', 'voided', async (no) => life.release(await authorized(consult(no)))],
    ['T-8', 'expired', async (no) => authorized(consult(no), MINUTE)],
    [
      'T-9',
      'partially-reversed',
      async (no) => {
        await life.settle(testOrder(no, memberId));
        return life.reverse(no, { reversalNo: 'R-1', reason: 'sample lost', lines: [{ lineNo: 2, quantity: '1' }] });
      },
    ],
    [
      'T-10',
      'reversed',
      async (no) => {
        await life.settle(consult(no));
        return life.reverse(no, { reversalNo: 'R-1', reason: 'cancelled' });
      },
    ],
    [
      'T-11',
      'declined',
      async (no) => {
        await life.reverse(no, { reversalNo: 'R-1', reason: 'never took place' });
        return life.settle(consult(no));
      },
    ],
    ['T-12', 'settled', async (no) => life.settle(consult(no, 48_000))],
  ];
  for (const [orderNo, , step] of steps) {
    await step(orderNo);
    connector.advance(MINUTE);
  }
  expect((await elsewhere.settle(consult('T-1'))).status).toBe(201);
  connector.advance(MINUTE);
  return steps.map(([orderNo, status]) => [orderNo, status]);
}
