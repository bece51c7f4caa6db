import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuoteAnswer, SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

const NOW = '2026-06-15T10:00:00+08:00';
let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector({ now: NOW });
  await publish(connector, 'quoted', { benefits: [consultBenefit({ limits: [yearlyAmount('quoted-year', 10_000)] })] });
});
afterAll(() => connector.stop());

const quote = (order: OrderRequest, hospital: DemoPartnerId = 'hospital-a') =>
  connector.as(hospital).request<QuoteAnswer>('POST', '/v1/quotes', order);
const settle = (order: OrderRequest & { quoteToken?: string }, hospital: DemoPartnerId = 'hospital-a') =>
  connector.as(hospital).request<SettlementAnswer>('POST', '/v1/settlements', order);

describe('a quote', () => {
  it('is the decision as a settlement would make it, costs nothing, uses up no number, and settles', async () => {
    await enrol(connector, 'M-QUOTE', 'quoted');
    const order = consultOrder('HX-QUOTE', 'M-QUOTE', 8_000);
    const before = await storedItems(connector);
    const { quoteToken, expiresAt, ...decision } = (await quote(order)).body;
    await quote({ ...order, region: '310000' });
    expect(await storedItems(connector)).toEqual(before);
    expect(expiresAt).toBe('2026-06-15T10:15:00.000+08:00');
    expect(decision).toMatchObject({ decision: 'approved', accumulators: [{ used: 8_000, remaining: 2_000 }] });
    const { settlementId: _, status, ...settled } = (await settle({ ...order, quoteToken })).body;
    expect([status, settled]).toEqual(['settled', decision]);
  });

  it('holds: where the limit has gone meanwhile, both figures are told and nothing is booked', async () => {
    await enrol(connector, 'M-CHANGED', 'quoted');
    const order = consultOrder('HX-CHANGED', 'M-CHANGED', 8_000);
    const { quoteToken } = (await quote(order)).body;
    await settle(consultOrder('HX-BETWEEN', 'M-CHANGED', 9_000));
    const before = await storedItems(connector);
    expect(await settle({ ...order, quoteToken })).toMatchObject({
      status: 409,
      body: { code: 'quote.changed', quotedPatient: 0, patient: 7_000 },
    });
    expect(await storedItems(connector)).toEqual(before);
    // the number is free: the patient is asked again
    const agreed = await quote(order);
    expect((await settle({ ...order, quoteToken: agreed.body.quoteToken })).body.totals.patient).toBe(7_000);
  });

  it('lets the patient pay less than quoted', async () => {
    await publish(connector, 'half', { benefits: [consultBenefit({ coinsuranceBps: 5_000 })] });
    await enrol(connector, 'M-LESS', 'half');
    const order = consultOrder('HX-LESS', 'M-LESS', 8_000);
    const quoted = (await quote(order)).body;
    await publish(connector, 'half', { version: 2, benefits: [consultBenefit({ coinsuranceBps: 1_000 })] });
    const settled = await settle({ ...order, quoteToken: quoted.quoteToken });
    expect([quoted.totals.patient, settled.body.totals.patient]).toEqual([4_000, 800]);
  });

  it('of an order that is settled already is what was settled, and another content under its number a conflict', async () => {
    await publish(connector, 'halved', { benefits: [consultBenefit({ coinsuranceBps: 5_000 })] });
    await enrol(connector, 'M-AGAIN', 'halved');
    const order = consultOrder('HX-AGAIN', 'M-AGAIN', 8_000);
    const first = await settle(order);
    await publish(connector, 'halved', { version: 2 });
    const { quoteToken, expiresAt: _, ...decision } = (await quote(order)).body;
    expect(decision.totals).toMatchObject({ insurer: 4_000, patient: 4_000 });
    expect((await settle({ ...order, quoteToken })).text).toBe(first.text);
    expect(await quote({ ...order, region: '310000' })).toMatchObject({
      status: 409,
      body: { code: 'order.conflict', errors: [{ path: 'region' }] },
    });
  });

  it('of a refused order settles as refused', async () => {
    const order = consultOrder('HX-REFUSED', 'M-NOBODY', 8_000);
    const quoted = (await quote(order)).body;
    expect(quoted).toMatchObject({ decision: 'declined', totals: { patient: 8_000 } });
    expect((await settle({ ...order, quoteToken: quoted.quoteToken })).body.status).toBe('declined');
  });
});

describe('a quote token', () => {
  it('is good until just before it expires', async () => {
    await enrol(connector, 'M-TIME', 'quoted');
    const quoted = async (orderNo: string) => {
      const order = consultOrder(orderNo, 'M-TIME', 100);
      return { ...order, quoteToken: (await quote(order)).body.quoteToken };
    };
    const [inTime, late] = [await quoted('HX-TIME-1'), await quoted('HX-TIME-2')];
    const settleAt = async (instant: string, order: OrderRequest) => {
      connector.setNow(instant);
      const answer = await settle(order);
      connector.setNow(NOW);
      return answer;
    };
    expect((await settleAt('2026-06-15T10:14:59.999+08:00', inTime)).status).toBe(201);
    expect(await settleAt('2026-06-15T10:15:00+08:00', late)).toMatchObject({
      status: 409,
      body: { code: 'quote.expired' },
    });
    // a settlement that was answered is answered again, however old its token
    const again = await settleAt('2026-07-15T10:00:00+08:00', inTime);
    expect([again.status, again.headers['connector-replayed']]).toEqual([201, 'true']);
  });

  it('is of one order of one provider, and of its content', async () => {
    await enrol(connector, 'M-BOUND', 'quoted');
    const order = consultOrder('HX-BOUND', 'M-BOUND', 100);
    const { quoteToken } = (await quote(order)).body;
    const mismatch = { status: 409, body: { code: 'quote.mismatch' } };
    expect(await settle({ ...order, orderNo: 'HX-BOUND-2', quoteToken })).toMatchObject(mismatch);
    expect(await settle({ ...order, region: '310000', quoteToken })).toMatchObject(mismatch);
    expect(await settle({ ...consultOrder('HX-BOUND', 'M-BOUND', 99), quoteToken })).toMatchObject(mismatch);
    expect(await settle({ ...order, quoteToken }, 'hospital-b')).toMatchObject(mismatch);
    expect((await settle({ ...order, quoteToken })).status).toBe(201);
  });

  it('cannot be made or altered by its holder', async () => {
    await enrol(connector, 'M-FORGED', 'quoted');
    const order = consultOrder('HX-FORGED', 'M-FORGED', 100);
    const { quoteToken } = (await quote(order)).body;
    const [content = '', mac = ''] = quoteToken.split('.');
    const quoted = JSON.parse(Buffer.from(content, 'base64url').toString()) as unknown[];
    const richer = Buffer.from(JSON.stringify(quoted.with(3, 9_999))).toString('base64url');
    const forged = [
      `${richer}.${mac}`,
      `${content}.${mac.slice(0, -2)}`,
      `${content}.`,
      content,
      mac,
      `.${mac}`,
      'x',
      '.',
    ];
    for (const token of forged) {
      expect(await settle({ ...order, quoteToken: token }), token).toMatchObject({
        status: 409,
        body: { code: 'quote.mismatch' },
      });
    }
  });
});
