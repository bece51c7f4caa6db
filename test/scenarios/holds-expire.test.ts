import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorizationAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { EligibilityAnswer } from '../../lambdas/contracts/eligibility-answer.ts';
import type { OrderAnswer } from '../../lambdas/contracts/order-answer.ts';
import type { PoolAnswer } from '../../lambdas/contracts/pool-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const limits = [
    yearlyAmount('year', 20_000),
    yearlyAmount('family-year', 50_000, { scope: 'family' }),
    yearlyAmount('relief', 1_000_000, { scope: { pool: 'relief' } }),
  ];
  await connector.as('insurer-a').request('PUT', '/v1/pools/relief', { budget: 100_000, shards: 4 });
  await publish(connector, 'holding', { benefits: [consultBenefit({ limits })] });
});
afterAll(() => connector.stop());

let members = 0;
async function enrolled(): Promise<string> {
  const memberId = `M-${++members}`;
  await enrol(connector, memberId, 'holding', { familyId: `F-${memberId}` });
  return memberId;
}

const hospital = () => connector.as('hospital-a');

async function authorize(orderNo: string, memberId: string, amount: number | readonly number[], expiresInSeconds = 60) {
  const order = { ...consultOrder(orderNo, memberId, amount), expiresInSeconds };
  const { status, body } = await hospital().request<AuthorizationAnswer>('POST', '/v1/authorizations', order);
  expect([status, body.decision]).toEqual([201, 'approved']);
  return body.authorizationId;
}

const capture = (authorizationId: string, captureNo: string, amount: number) =>
  hospital().request('POST', `/v1/authorizations/${authorizationId}/captures`, {
    ...{ captureNo, final: false },
    lines: [{ lineNo: 1, quantity: '0.25', amount }],
  });

/** What partners see of a member, an order and the pool. */
async function seen(memberId: string, orderNo: string) {
  const member = { memberId };
  const [limits, order, pool] = await Promise.all([
    hospital().request<EligibilityAnswer>('POST', '/v1/eligibility-checks', { member }),
    hospital().request<OrderAnswer>('GET', `/v1/orders/${orderNo}`),
    connector.as('insurer-a').request<PoolAnswer>('PUT', '/v1/pools/relief', { budget: 100_000, shards: 4 }),
  ]);
  const { facts, ...ofOrder } = order.body;
  return { limits: limits.body, ofOrder, pool: pool.body, facts: facts.map(({ type }) => type) };
}

/** The names of everything that says that an order holds something. */
async function holdsIn(orderNo: string): Promise<readonly string[]> {
  const { body } = await hospital().request<OrderAnswer>('GET', `/v1/orders/${orderNo}`);
  const orderId = body.facts[0]?.factId.split('.')[0] ?? '';
  return (await storedItems(connector)).flatMap(({ pk, sk, h }) => {
    const isPoolHold = sk?.S?.startsWith('HOLD#') === true && sk.S.endsWith(orderId);
    return isPoolHold || h?.M?.[orderId] !== undefined ? [`${pk?.S} ${sk?.S?.split('#')[0]}`] : [];
  });
}

const timers = async () =>
  (await storedItems(connector)).filter(({ pk }) => pk?.S?.startsWith('DUE#')).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);

async function sweep() {
  await connector.deliverStreams();
  await connector.runSchedule('due');
}

describe('a hold that nobody captured in time', () => {
  it('has ended at its instant: the sweep changes nothing but the items that it tidies away, and tells of it once', async () => {
    const memberId = await enrolled();
    await authorize('E-1', memberId, 8_000);
    await connector.deliverStreams();
    const everywhere = [`FAMILY#insurer-a#F-${memberId} BALANCES`, `MEMBER#${memberId} BALANCES`, 'POOL#relief HOLD'];
    expect((await holdsIn('E-1')).toSorted()).toEqual(everywhere);
    await sweep();
    expect(await holdsIn('E-1')).toHaveLength(3);

    connector.advance(60);
    const before = await seen(memberId, 'E-1');
    expect(before).toMatchObject({
      ofOrder: { status: 'expired' },
      pool: { held: 0, used: 0 },
      facts: ['authorization'],
    });

    await connector.runSchedule('due');
    const after = await seen(memberId, 'E-1');
    expect({ ...after, facts: [] }).toEqual({ ...before, facts: [] });
    expect(after.facts).toEqual(['authorization', 'expiry']);
    expect(await holdsIn('E-1')).toEqual([]);
    expect(await timers()).toEqual([]);

    const told = await storedItems(connector);
    await sweep();
    expect(await storedItems(connector)).toEqual(told);
  });

  it('keeps what was captured before, and gives the rest of the pool back to the fen', async () => {
    const memberId = await enrolled();
    const before = (await seen(memberId, 'E-1')).pool;
    const authorizationId = await authorize('E-2', memberId, 8_000);
    for (const [captureNo, amount] of [
      ['C-1', 3_000],
      ['C-2', 1_500],
    ] as const) {
      expect((await capture(authorizationId, captureNo, amount)).status).toBe(201);
    }
    expect((await seen(memberId, 'E-2')).pool).toMatchObject({ used: before.used + 4_500, held: 3_500 });

    connector.advance(60);
    const lapsed = await seen(memberId, 'E-2');
    await sweep();
    const swept = await seen(memberId, 'E-2');
    expect({ ...swept, facts: [] }).toEqual({ ...lapsed, facts: [] });
    expect(swept).toMatchObject({ pool: { used: before.used + 4_500, held: 0 }, ofOrder: { status: 'expired' } });
    expect(swept.facts).toEqual(['authorization', 'capture', 'capture', 'expiry']);
    expect(await holdsIn('E-2')).toEqual([]);
  });

  it('is told of where another order has dropped it from a balance already, and tidied away from the others', async () => {
    const memberId = await enrolled();
    await authorize('E-3', memberId, 15_000);
    await connector.deliverStreams();
    connector.advance(60);
    await authorize('E-4', memberId, 15_000, 3_600);
    expect(await holdsIn('E-3')).toEqual(['POOL#relief HOLD']);
    const before = await seen(memberId, 'E-3');

    await sweep();
    const after = await seen(memberId, 'E-3');
    expect(await holdsIn('E-3')).toEqual([]);
    expect(after).toEqual({ ...before, facts: ['authorization', 'expiry'] });
    expect(after.pool).toMatchObject({ held: 15_000 });
    expect(await holdsIn('E-4')).toHaveLength(3);
  });

  it('is swept by two runs at once with one effect', async () => {
    const memberId = await enrolled();
    const orders = Array.from({ length: 8 }, (_, at) => `E-5-${at}`);
    for (const orderNo of orders) await authorize(orderNo, memberId, 1_000);
    await connector.deliverStreams();
    connector.advance(60);
    await Promise.all([connector.runSchedule('due'), connector.runSchedule('due'), connector.runSchedule('due')]);
    for (const orderNo of orders) {
      expect((await seen(memberId, orderNo)).facts).toEqual(['authorization', 'expiry']);
      expect(await holdsIn(orderNo)).toEqual([]);
    }
    expect((await seen(memberId, 'E-1')).pool).toMatchObject({ held: 15_000 });
    expect((await timers()).every((timer) => timer.includes('hold-expiry'))).toBe(true);
  });
});

describe('a timer whose hold has ended otherwise', () => {
  it.each(['captured', 'voided'])('is struck out, and nothing is told: %s', async (how) => {
    const memberId = await enrolled();
    const authorizationId = await authorize(`E-${how}`, memberId, 2_000);
    const ended =
      how === 'captured'
        ? await hospital().request('POST', `/v1/authorizations/${authorizationId}/captures`, { captureNo: 'C-1' })
        : await hospital().request('POST', `/v1/authorizations/${authorizationId}/void`, {});
    expect(ended.status).toBeLessThan(300);
    await connector.deliverStreams();
    expect((await timers()).filter((timer) => timer.endsWith(`#${authorizationId}`))).toHaveLength(1);
    connector.advance(60);
    await sweep();
    expect((await seen(memberId, `E-${how}`)).facts).not.toContain('expiry');
    expect((await timers()).filter((timer) => timer.endsWith(`#${authorizationId}`))).toEqual([]);
  });
});

describe('the timetable', () => {
  it('is written once, however often the stream gives an authorization', async () => {
    const memberId = await enrolled();
    const before = await timers();
    const authorizationId = await authorize('E-6', memberId, 1_000, 7_200);
    await connector.deliverStreams();
    connector.rewindStreams();
    await connector.deliverStreams();
    const ofOrder = (await timers()).filter((timer) => timer.endsWith(`#${authorizationId}`));
    expect(ofOrder).toEqual([expect.stringMatching(/^DUE#hold-expiry#[0-3] \d{14}#/u)]);
    expect((await timers()).length).toBeGreaterThan(before.length);
    await connector.runSchedule('due');
  });
});
