import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LimitRequest } from '../support/documents.ts';
import { expectBooksAgree } from '../support/books.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { drugBenefit, drugEntry, yearlyAmount } from '../support/documents.ts';
import { dispensed } from '../support/dispensing.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';

const LINES = 50;
const codes = Array.from({ length: LINES }, (_, index) => `D-${index}`);

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  await publishFormulary(
    connector,
    'many',
    codes.map((code) => drugEntry(code)),
  );
  await connector.as('insurer-a').request('PUT', '/v1/pools/many', { budget: 9_000_000, shards: 2 });
  await plan('member', {});
  await plan('pool', { scope: { pool: 'many' } });
});
afterAll(() => connector.stop());

/** A plan with as many limits as there can be, all of which an order draws on. */
async function plan(planId: string, over: Partial<LimitRequest>): Promise<void> {
  const limits = codes.map((_, index) => yearlyAmount(`limit-${index}`, 9_000_000, over));
  await publish(connector, planId, { limits, benefits: [drugBenefit('many')] });
  await enrol(connector, `M-${planId}`, planId);
}

const drugs = codes.map((code) => ({ code, daysSupply: 7 }));
const part = { captureNo: 'C-1', final: false, lines: [{ lineNo: 1, quantity: '0.5', amount: 500 }] };
const back = { reversalNo: 'R-1', reason: 'returned' };

describe('an order that moves a hundred totals of one item at once', () => {
  it.each(['member', 'pool'])('of a %s is held, captured in parts and given back', async (by) => {
    const { authorize, capture, reverse } = orderLife(connector);
    const held = await authorize(dispensed(`HX-${by}`, `M-${by}`, drugs));
    expect(held).toMatchObject({ status: 201, body: { status: 'authorized' } });
    const { authorizationId } = held.body;
    expect(await capture(authorizationId, part)).toMatchObject({ status: 201 });
    await expectBooksAgree(connector);
    expect(await capture(authorizationId, { captureNo: 'C-2' })).toMatchObject({ status: 201 });
    await expectBooksAgree(connector);
    expect(await reverse(`HX-${by}`, back)).toMatchObject({ status: 201, body: { status: 'reversed' } });
    await expectBooksAgree(connector);
  });

  it('of a pool is tidied away when its hold has ended', async () => {
    const { authorize, settle } = orderLife(connector);
    const of = (orderNo: string) => dispensed(orderNo, 'M-pool', drugs);
    for (const orderNo of ['HX-E1', 'HX-E2']) {
      expect(await authorize(of(orderNo), 60)).toMatchObject({ status: 201, body: { status: 'authorized' } });
    }
    connector.advance(61);
    await connector.as('insurer-a').request('PUT', '/v1/pools/many', { budget: 9_000_000, shards: 3 });
    expect(await settle(of('HX-E3'))).toMatchObject({ status: 201, body: { status: 'settled' } });
    await expectBooksAgree(connector);
  });
});
