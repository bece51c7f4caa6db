import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundTrips } from '../../bench/measure/round-trips.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { dispensed, prescribe } from '../support/dispensing.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { LimitRequest } from '../support/documents.ts';
import {
  consultBenefit,
  consultOrder,
  drugBenefit,
  drugEntry,
  prescriptionOf,
  yearlyAmount,
} from '../support/documents.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import type { EngineCall } from '../support/traffic.ts';

let connector: Connector;
const MAX = 9_000_000;
const drugs = ['D-1', 'D-2'].map((code) => ({ code, quantity: 2 }));

beforeAll(async () => {
  connector = await startCheckedConnector();
  await publishFormulary(connector, 'core', [drugEntry('D-1', { otc: false }), drugEntry('D-2', { otc: false })]);
  await connector.as('insurer-a').request('PUT', '/v1/pools/p-16', { budget: MAX, shards: 16 });
  await plan('member', yearlyAmount('year', MAX));
  await plan('family', yearlyAmount('year', MAX, { scope: 'family' }));
  await plan('pool', yearlyAmount('year', MAX, { scope: { pool: 'p-16' } }));
  const supply = { maxDaysPerOrder: 28 };
  const benefits = [drugBenefit('core', { supply, limits: [yearlyAmount('drugs', MAX)] })];
  await publish(connector, 'prescribed', { benefits });
  await enrol(connector, 'M-prescribed', 'prescribed');
  const items = drugs.map(({ code }) => ({ code, quantity: '100' }));
  expect((await prescribe(connector, 'RX', prescriptionOf('M-prescribed', items))).status).toBe(201);
  // the partner, the plans and the formulary are cached from here on
  for (const by of ['member', 'family', 'pool', 'prescribed']) {
    await send('/v1/settlements', orderOf(by, 'WARM'));
    await connector
      .as('hospital-a')
      .request('POST', `/v1/orders/WARM-${by}/reversals`, { reversalNo: '1', reason: 'warm' });
  }
});
afterAll(() => connector.stop());

async function plan(planId: string, limit: LimitRequest): Promise<void> {
  await publish(connector, planId, { benefits: [consultBenefit({ limits: [limit] })] });
  await enrol(connector, `M-${planId}`, planId, { familyId: 'F-1' });
}

/** An order whose every limit is of one kind. */
function orderOf(by: string, orderNo: string): OrderRequest {
  const named = `${orderNo}-${by}`;
  if (by === 'prescribed') return dispensed(named, 'M-prescribed', drugs, { prescriptionNo: 'RX' });
  return consultOrder(named, `M-${by}`, [4_500, 900]);
}

interface Measured {
  readonly body: Record<string, unknown>;
  readonly trips: number;
  readonly units: number;
}

/** The holds of a pool that have ended are read beside its shards; on a busy machine the two reads may not overlap. */
const isBeside = ({ request }: EngineCall): boolean => String(request['KeyConditionExpression']).includes('BETWEEN');

/** What a request costs beside its admission. */
async function send(target: string, content: unknown): Promise<Measured> {
  connector.traffic.take();
  const { status, text, body } = await connector.as('hospital-a').request('POST', target, content);
  expect([status < 300, text]).toEqual([true, text]);
  const calls = connector.traffic.take().filter(({ operation }) => operation !== 'PutItem');
  const written = calls.filter(({ operation }) => operation === 'TransactWriteItems');
  expect(written).toHaveLength(1);
  return { body, trips: roundTrips(calls.filter((call) => !isBeside(call))), units: written[0]?.capacity ?? 0 };
}

describe('an authorization and what follows it', () => {
  // write units: a fact 2, its line of the statement’s index 1, that of the member’s 1, and 2 for each item that holds or is drawn on
  it.each([
    ['member', { authorize: [2, 5], partial: [2, 5], final: [2, 5], reverse: [2, 5], void: [2, 4] }],
    ['family', { authorize: [3, 5], partial: [2, 5], final: [2, 5], reverse: [2, 5], void: [2, 4] }],
    ['prescribed', { authorize: [2, 7], partial: [2, 7], final: [2, 7], reverse: [2, 7], void: [2, 6] }],
    // the hold is an item of its own; how many shards there are is read anew
    ['pool', { authorize: [3, 7], partial: [3, 7], final: [3, 7], reverse: [3, 5], void: [3, 6] }],
  ])('by limits of a %s cost so many round trips and write units', async (by, expected) => {
    const authorize = await send('/v1/authorizations', orderOf(by, 'HX'));
    const captures = `/v1/authorizations/${String(authorize.body['authorizationId'])}/captures`;
    const part = { lines: [{ lineNo: 1, quantity: '0.5', amount: 900 }], final: false };
    const partial = await send(captures, { captureNo: 'C-1', ...part });
    const final = await send(captures, { captureNo: 'C-2' });
    const reverse = await send(`/v1/orders/HX-${by}/reversals`, { reversalNo: 'R-1', reason: 'returned' });
    const other = await send('/v1/authorizations', orderOf(by, 'HX-V'));
    const voided = await send(`/v1/authorizations/${String(other.body['authorizationId'])}/void`, {});
    const measured = { authorize, partial, final, reverse, void: voided };
    const figures = Object.entries(measured).map(([name, { trips, units }]) => [name, [trips, units]]);
    console.log(
      `${by}: ${figures.map(([name, of]) => `${String(name)} ${[of].flat().join(' trips, ')} units`).join('; ')}`,
    );
    expect(Object.fromEntries(figures)).toEqual(expected);
  });

  it('by the limits of a member are no more than ten write units in all', async () => {
    const authorize = await send('/v1/authorizations', orderOf('member', 'HX-10'));
    const capture = await send(`/v1/authorizations/${String(authorize.body['authorizationId'])}/captures`, {
      captureNo: '1',
    });
    expect(authorize.units + capture.units).toBeLessThanOrEqual(10);
  });
});

describe('what is repeated, or comes too early', () => {
  it('is one read and no write where it has been done', async () => {
    const { body } = await send('/v1/authorizations', orderOf('member', 'HX-AGAIN'));
    const target = `/v1/authorizations/${String(body['authorizationId'])}/captures`;
    await send(target, { captureNo: '1' });
    connector.traffic.take();
    const again = await connector.as('hospital-a').request('POST', target, { captureNo: '1' });
    expect(again.headers['connector-replayed']).toBe('true');
    const calls = connector.traffic.take().map(({ operation }) => operation);
    expect(calls.toSorted()).toEqual(['PutItem', 'Query']);
  });

  it('is a read and a fact where the order has not come', async () => {
    const early = await send('/v1/orders/HX-EARLY/reversals', { reversalNo: 'R-1', reason: 'unknown outcome' });
    expect([early.trips, early.units]).toEqual([2, 2]);
  });
});
