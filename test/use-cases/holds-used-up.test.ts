import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectBooksAgree } from '../support/books.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { dispensed } from '../support/dispensing.ts';
import { consultBenefit, consultOrder, drugBenefit, drugEntry, yearlyAmount } from '../support/documents.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import type { OrderLife } from '../support/order-life.ts';
import { orderLife } from '../support/order-life.ts';

let connector: Connector;
let life: OrderLife;
beforeAll(async () => {
  connector = await startCheckedConnector();
  life = orderLife(connector);
  const limits = [yearlyAmount('year', 1_000_000)];
  await publish(connector, 'used-up', { benefits: [consultBenefit({ limits })] });
  await enrol(connector, 'M-USED-UP', 'used-up');
});
afterAll(() => connector.stop());

/** The insurer pays the first line; the second, of a category without a benefit, is the patient's. */
async function firstLineCaptured(orderNo: string): Promise<string> {
  const order = consultOrder(orderNo, 'M-USED-UP', [1_000, 500]);
  const lines = order.lines.map((line, index) => ({ ...line, ...(index === 1 && { category: 'delivery' as const }) }));
  const { body } = await life.authorize({ ...order, lines });
  const first = { captureNo: 'C1', lines: [{ lineNo: 1, amount: 1_000 }], final: false };
  expect((await life.capture(body.authorizationId, first)).body).toMatchObject({ status: 'partially-captured' });
  return body.authorizationId;
}

describe('an authorization whose captures have used all that it held, and that is still open', () => {
  it('is captured to the end', async () => {
    const id = await firstLineCaptured('HX-USED-UP-1');
    expect((await life.capture(id, { captureNo: 'C2' })).body).toMatchObject({
      ...{ status: 'captured', totals: { billed: 500, insurer: 0, patient: 500 } },
    });
  });

  it('is voided', async () => {
    const id = await firstLineCaptured('HX-USED-UP-2');
    expect((await life.release(id)).status).toBe(200);
    expect((await life.read('HX-USED-UP-2')).body.status).toBe('voided');
  });

  it('is ended by a return', async () => {
    await firstLineCaptured('HX-USED-UP-3');
    const { status, body } = await life.reverse('HX-USED-UP-3', { reversalNo: 'R1', reason: '退诊' });
    expect([status, body.totals?.insurer]).toEqual([201, 1_000]);
  });
});

describe('a fill that was given back', () => {
  it('keeps nobody waiting, also after an authorization of something else has written the year', async () => {
    await publishFormulary(connector, 'core', [drugEntry('D-1'), drugEntry('D-2')]);
    const benefit = drugBenefit('core', {
      supply: { maxDaysPerOrder: 28, refillAfterBps: 8_000 },
      limits: [yearlyAmount('drugs', 90_000)],
    });
    await publish(connector, 'drugs', { benefits: [benefit, consultBenefit({ limits: [yearlyAmount('c', 90_000)] })] });
    await enrol(connector, 'M-FILLS', 'drugs');
    await life.settle(dispensed('HX-FILL-1', 'M-FILLS', [{ code: 'D-1', daysSupply: 28 }]));
    await life.reverse('HX-FILL-1', { reversalNo: 'R1', reason: '退药' });
    expect((await life.authorize(consultOrder('HX-FILL-2', 'M-FILLS', 100))).body.status).toBe('authorized');
    await expectBooksAgree(connector);
    const again = await life.settle(dispensed('HX-FILL-3', 'M-FILLS', [{ code: 'D-1', daysSupply: 28 }]));
    expect(again.body).toMatchObject({ status: 'settled', totals: { insurer: 1_000 } });
  });
});
