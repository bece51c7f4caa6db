import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { OrderAnswer } from '../../lambdas/contracts/order-answer.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, coverageOf, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const limits = [yearlyAmount('numbers-year', 1_000_000)];
  await publish(connector, 'numbers', { benefits: [consultBenefit({ limits })] });
  await enrol(connector, 'M-1', 'numbers');
});
afterAll(() => connector.stop());

const settle = (order: OrderRequest, hospital: DemoPartnerId = 'hospital-a') =>
  connector.as(hospital).request<SettlementAnswer>('POST', '/v1/settlements', order);
const read = (orderNo: string, provider: DemoPartnerId) =>
  connector.as(provider).request<OrderAnswer>('GET', `/v1/orders/${orderNo}`);

describe('an order number', () => {
  it('is answered the same for ever, whatever has become of the coverage, the plan and the limits', async () => {
    await enrol(connector, 'M-EVER', 'numbers');
    const order = consultOrder('HX-EVER', 'M-EVER', 4_500);
    const first = await settle(order);
    await settle(consultOrder('HX-EVER-2', 'M-EVER', 4_500));
    const terminated = coverageOf('M-EVER', 'numbers', { status: 'terminated' });
    await connector.as('insurer-a').request('PUT', '/v1/coverages/C-M-EVER', terminated);
    connector.setNow('2036-06-15T10:00:00+08:00');
    const again = await settle(order);
    connector.setNow('2026-06-15T10:00:00+08:00');
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect([first.headers['connector-replayed'], again.headers['connector-replayed']]).toEqual([undefined, 'true']);
  });

  it('is answered the same when the fields come in another order, and with a quote token it did not have before', async () => {
    const order = consultOrder('HX-FIELDS', 'M-1', [900, 700]);
    const quoted = await connector.as('hospital-a').request<{ quoteToken: string }>('POST', '/v1/quotes', order);
    const first = await settle(order);
    const turned = Object.fromEntries(Object.entries(order).toReversed());
    const lines = order.lines.toReversed();
    const again = await settle({ ...turned, lines, quoteToken: quoted.body.quoteToken } as unknown as OrderRequest);
    expect([again.text, again.headers['connector-replayed']]).toEqual([first.text, 'true']);
  });

  it('of a declined order stays declined: the refusal is the answer, also when the reason for it has gone', async () => {
    const order = consultOrder('HX-DECLINED', 'M-LATER', 4_500);
    const first = await settle(order);
    expect(first.body).toMatchObject({
      ...{ status: 'declined', decision: 'declined', coverageId: null, plan: null, accumulators: [] },
      totals: { billed: 4_500, insurer: 0, patient: 4_500 },
      reasons: [{ code: 'E101', amount: 0 }],
      lines: [{ reasons: [{ code: 'E101', amount: 4_500 }] }],
    });
    await enrol(connector, 'M-LATER', 'numbers');
    const again = await settle(order);
    expect([again.status, again.text, again.headers['connector-replayed']]).toEqual([201, first.text, 'true']);
    expect((await settle({ ...order, orderNo: 'HX-DECLINED-2' })).body.status).toBe('settled');
  });

  const other: readonly (readonly [string, Partial<OrderRequest>, string])[] = [
    ['amount', { lines: consultOrder('', '', 4_501).lines }, 'lines[0].amount'],
    ['member', { member: { memberId: 'M-2' } }, 'member.memberId'],
    ['instant', { serviceAt: '2026-06-15T09:30:01+08:00' }, 'serviceAt'],
    ['diagnosis', { diagnoses: [{ code: 'L30.901', name: '湿疹' }] }, 'diagnoses[0].code'],
    ['region', { region: '310000' }, 'region'],
    ['prior payment', { priorPayments: [{ payer: 'employer', lineNo: 1, amount: 0 }] }, 'priorPayments[0]'],
  ];
  it.each(other)('with another %s is a conflict which names what differs, and takes nothing', async (_, over, path) => {
    const order = consultOrder('HX-CONFLICT', 'M-1', 4_500);
    const first = await settle(order);
    const before = await storedItems(connector);
    const refused = await settle({ ...order, ...over });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'order.conflict', retry: 'new-order-no', errors: [{ path }], existing: first.body },
    });
    expect(await storedItems(connector)).toEqual(before);
  });

  it('is a hospital’s own: another one may use it for another order, and neither sees the other’s', async () => {
    const [a, b] = [consultOrder('HX-SAME', 'M-1', 1_000), consultOrder('HX-SAME', 'M-1', 2_000)];
    const [ofA, ofB] = [await settle(a, 'hospital-a'), await settle(b, 'hospital-b')];
    expect([ofA.body.totals.billed, ofB.body.totals.billed]).toEqual([1_000, 2_000]);
    expect(ofA.body.settlementId).not.toBe(ofB.body.settlementId);
    expect((await read('HX-SAME', 'hospital-a')).body.decision?.totals.billed).toBe(1_000);
    expect((await read('HX-SAME', 'hospital-b')).body.decision?.totals.billed).toBe(2_000);
  });
});

describe('an order that is read', () => {
  it('shows its decision, what can be refunded and its facts, to its provider alone', async () => {
    const settled = await settle(consultOrder('HX-READ', 'M-1', [900, 700]));
    const { settlementId, status: _, ...decision } = settled.body;
    expect((await read('HX-READ', 'hospital-a')).body).toEqual({
      ...{ orderNo: 'HX-READ', status: 'settled', settlementId, decision },
      refundable: [
        { lineNo: 1, quantity: '1', insurer: 900, patient: 0 },
        { lineNo: 2, quantity: '1', insurer: 700, patient: 0 },
      ],
      facts: [
        {
          factId: settlementId,
          type: 'settlement',
          postedAt: '2026-06-15T10:00:00.000+08:00',
          businessDate: '2026-06-15',
          totals: settled.body.totals,
        },
      ],
    });
    for (const stranger of ['hospital-b', 'pharmacy-a'] as const) {
      expect(await read('HX-READ', stranger)).toMatchObject({ status: 404, body: { code: 'order.unknown' } });
    }
  });

  it('shows nothing refundable where it was declined, and is unknown where it never came', async () => {
    await settle(consultOrder('HX-READ-DECLINED', 'M-NOBODY', 900));
    expect((await read('HX-READ-DECLINED', 'hospital-a')).body).toMatchObject({ status: 'declined', refundable: [] });
    expect((await read('HX-NEVER', 'hospital-a')).status).toBe(404);
  });

  it('is stamped with the business day in Shanghai, not in Greenwich', async () => {
    connector.setNow('2026-06-15T23:59:59.999+08:00');
    const today = await settle(consultOrder('HX-TODAY', 'M-1', 100));
    connector.setNow('2026-06-16T00:00:00.000+08:00');
    const tomorrow = await settle(consultOrder('HX-TOMORROW', 'M-1', 100));
    expect([today.body.businessDate, tomorrow.body.businessDate]).toEqual(['2026-06-15', '2026-06-16']);
  });
});
