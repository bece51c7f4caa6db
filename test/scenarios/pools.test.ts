import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { PoolAnswer } from '../../lambdas/contracts/pool-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { LimitRequest } from '../support/documents.ts';
import { consultBenefit, consultOrder, consultPlan, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const putPool = (poolId: string, body: unknown, insurer: 'insurer-a' | 'insurer-b' = 'insurer-a') =>
  connector.as(insurer).request<PoolAnswer & { code?: string }>('PUT', `/v1/pools/${poolId}`, body);

const drawing = (poolId: string, over: Partial<LimitRequest> = {}) => ({
  benefits: [consultBenefit({ limits: [yearlyAmount('relief', 1_000_000, { scope: { pool: poolId }, ...over })] })],
});

async function settle(orderNo: string, memberId: string, amount: number | readonly number[], over = {}) {
  const order = consultOrder(orderNo, memberId, amount, over);
  const { status, body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
  expect(status).toBe(201);
  return body;
}

const paid = ({ totals }: SettlementAnswer) => totals.insurer;
const reasonsOf = ({ lines }: SettlementAnswer) =>
  lines.flatMap(({ reasons }) => reasons.map(({ code, amount }) => `${code} ${amount}`));
const standing = ({ accumulators }: SettlementAnswer) =>
  accumulators.map(({ limitId, scope, used, remaining }) => [limitId, scope, used, remaining]);

describe('a pool', () => {
  it('is opened 201, the same again 200, and shows what is left', async () => {
    const opened = await putPool('first', { budget: 10_000, shards: 4 });
    const body = { poolId: 'first', budget: 10_000, shards: 4, used: 0, held: 0, remaining: 10_000 };
    expect([opened.status, opened.body]).toEqual([201, body]);
    const again = await putPool('first', { shards: 4, budget: 10_000 });
    expect([again.status, again.text, again.headers['connector-replayed']]).toEqual([200, opened.text, 'true']);
    expect(await putPool('second', { budget: 0 })).toMatchObject({ status: 201, body: { shards: 1, remaining: 0 } });
  });

  it('is not another insurer’s to change, nor to name in a plan', async () => {
    const before = await storedItems(connector);
    expect(await putPool('first', { budget: 1 }, 'insurer-b')).toMatchObject({
      status: 404,
      body: { code: 'pool.out-of-reach' },
    });
    for (const poolId of ['first', 'unheard-of']) {
      const plan = consultPlan('foreign', drawing(poolId));
      expect(await connector.as('insurer-b').request('PUT', '/v1/plans/foreign/versions/1', plan)).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'benefits[0].limits[0].scope.pool', message: `pool "${poolId}" does not exist` }] },
      });
    }
    expect(await storedItems(connector)).toEqual(before);
  });

  it.each([
    [{}, ['budget']],
    [{ budget: -1, shards: 0 }, ['budget', 'shards']],
    [{ budget: 1.5, shards: 17 }, ['budget', 'shards']],
    [{ budget: 1, surplus: 1 }, ['surplus']],
  ])('refuses %j, names every bad field, and stores nothing', async (body, paths) => {
    const before = await storedItems(connector);
    const refused = await putPool('bad', body);
    const errors = (refused.body as unknown as { errors: { path: string }[] }).errors.map(({ path }) => path);
    expect([refused.status, errors]).toEqual([400, paths]);
    expect(await storedItems(connector)).toEqual(before);
  });
});

describe('orders that draw on a pool', () => {
  it('share its budget over members and over plans (L511), and each line draws on it once', async () => {
    await putPool('shared', { budget: 10_000, shards: 4 });
    const twice = [
      yearlyAmount('a', 9_000, { scope: { pool: 'shared' } }),
      ...(drawing('shared').benefits[0]?.limits ?? []),
    ];
    await publish(connector, 'shared-one', { benefits: [consultBenefit({ limits: twice })] });
    await publish(connector, 'shared-two', drawing('shared'));
    await enrol(connector, 'M-P1', 'shared-one');
    await enrol(connector, 'M-P2', 'shared-two');
    const first = await settle('HX-P1', 'M-P1', [3_000, 3_500]);
    expect([paid(first), standing(first)]).toEqual([
      6_500,
      [
        ['a', 'pool', 6_500, 2_500],
        ['relief', 'pool', 6_500, 3_500],
      ],
    ]);
    const second = await settle('HX-P2', 'M-P2', 3_000);
    expect([paid(second), standing(second)]).toEqual([3_000, [['relief', 'pool', 3_000, 500]]]);
    expect(await settle('HX-P2', 'M-P2', 3_000)).toEqual(second);
    const third = await settle('HX-P3', 'M-P2', 3_000);
    expect([paid(third), reasonsOf(third)]).toEqual([500, ['L511 2500']]);
    expect(paid(await settle('HX-P4', 'M-P1', 1))).toBe(0);
    expect((await putPool('shared', { budget: 10_000, shards: 4 })).body).toMatchObject({ used: 10_000, remaining: 0 });
  });

  it('are quoted and checked by what is left of it', async () => {
    await putPool('asked', { budget: 700, shards: 2 });
    await publish(connector, 'asked', drawing('asked'));
    await enrol(connector, 'M-ASKED', 'asked');
    await settle('HX-ASKED', 'M-ASKED', 200);
    const check = { member: { memberId: 'M-ASKED' } };
    const { body } = await connector.as('hospital-a').request('POST', '/v1/eligibility-checks', check);
    expect(body['coverages']).toMatchObject([{ benefits: [{ limits: [{ used: 200, remaining: 500 }] }] }]);
    const order = consultOrder('HX-ASKED-2', 'M-ASKED', 900);
    const quoted = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/quotes', order);
    expect([paid(quoted.body), standing(quoted.body)]).toEqual([500, [['relief', 'pool', 700, 0]]]);
  });

  it('are paid again from a budget that is raised; one that is lowered stops at what is used, and stays there', async () => {
    await putPool('moved', { budget: 1_000, shards: 3 });
    await publish(connector, 'moved', drawing('moved'));
    await enrol(connector, 'M-MOVED', 'moved');
    expect(paid(await settle('HX-MOVED-1', 'M-MOVED', 1_500))).toBe(1_000);
    expect((await putPool('moved', { budget: 1_200, shards: 3 })).body).toMatchObject({
      budget: 1_200,
      remaining: 200,
    });
    expect(paid(await settle('HX-MOVED-2', 'M-MOVED', 100))).toBe(100);
    const lowered = await putPool('moved', { budget: 500, shards: 3 });
    expect([lowered.status, lowered.body]).toMatchObject([200, { budget: 1_100, used: 1_100, remaining: 0 }]);
    expect(lowered.headers['connector-replayed']).toBe(undefined);
    const again = await putPool('moved', { budget: 500, shards: 3 });
    expect([again.status, again.body, again.headers['connector-replayed']]).toEqual([200, lowered.body, 'true']);
    expect(paid(await settle('HX-MOVED-3', 'M-MOVED', 100))).toBe(0);
  });

  it('find it as it was when its shards are changed', async () => {
    await putPool('reshaped', { budget: 1_000 });
    await publish(connector, 'reshaped', drawing('reshaped'));
    await enrol(connector, 'M-RESHAPED', 'reshaped');
    let used = 0;
    for (const shards of [16, 3, 1, 4]) {
      used += paid(await settle(`HX-RESHAPED-${shards}`, 'M-RESHAPED', 231));
      expect((await putPool('reshaped', { budget: 1_000, shards })).body).toMatchObject({ shards, used });
    }
    const last = await settle('HX-RESHAPED', 'M-RESHAPED', 231);
    expect([paid(last), standing(last)]).toEqual([1_000 - used, [['relief', 'pool', 1_000, 0]]]);
    const shards = (await storedItems(connector)).filter(({ pk }) => pk?.S === 'POOL#reshaped');
    expect(shards).toHaveLength(4);
  });

  it('are held by its counts and its days as by its money', async () => {
    await putPool('counted', { budget: 1_000_000, shards: 2 });
    const scope = { pool: 'counted' };
    const limits = [
      { limitId: 'orders', measure: 'count', max: 3, per: 'month', scope },
      { limitId: 'day', measure: 'amount', max: 500, per: 'day', scope },
      { limitId: 'days', measure: 'amount', max: 801, per: { rollingDays: 3 }, scope },
    ] as const;
    await publish(connector, 'counted', { benefits: [consultBenefit({ limits: [...limits] })] });
    for (const memberId of ['M-N1', 'M-N2']) await enrol(connector, memberId, 'counted');
    const on = (date: string) => ({ serviceAt: `${date}T09:00:00+08:00` });
    expect(paid(await settle('HX-N1', 'M-N1', 600, on('2026-06-10')))).toBe(500);
    expect(reasonsOf(await settle('HX-N2', 'M-N2', 400, on('2026-06-12')))).toEqual(['L511 99']);
    expect(paid(await settle('HX-N3', 'M-N2', 100, on('2026-06-13')))).toBe(100);
    expect(reasonsOf(await settle('HX-N4', 'M-N1', 10, on('2026-06-15')))).toEqual(['L507 10']);
  });

  it('go on where a new version of the plan lowers the limit', async () => {
    await putPool('limited', { budget: 1_000_000, shards: 4 });
    await publish(connector, 'limited', drawing('limited', { max: 1_000 }));
    await enrol(connector, 'M-LIMITED', 'limited');
    expect(paid(await settle('HX-LIMITED-1', 'M-LIMITED', 240))).toBe(240);
    await publish(connector, 'limited', { version: 2, ...drawing('limited', { max: 300 }) });
    const second = await settle('HX-LIMITED-2', 'M-LIMITED', 100);
    expect([paid(second), standing(second)]).toEqual([60, [['relief', 'pool', 300, 0]]]);
  });

  it('leave no failure behind', () => expect(connector.failures).toEqual([]));
});

describe('an order that would draw on more shards than one write can hold', () => {
  it('is refused as a problem of its own, and nothing is stored', async () => {
    const plans = ['crowd-a', 'crowd-b'];
    for (const [index, planId] of plans.entries()) {
      const pools = Array.from({ length: 4 }, (_, pool) => `${planId}-${pool}`);
      // a fen in each shard, so that whoever takes more needs them all
      for (const poolId of pools) await putPool(poolId, { budget: 16, shards: 16 });
      const limits = pools.map((pool) => yearlyAmount(pool, 1_000_000, { scope: { pool } }));
      await publish(connector, planId, { benefits: [consultBenefit({ limits })] });
      await enrol(connector, 'M-crowd', planId, { priority: index }, { coverageId: `C-${planId}` });
    }
    const before = await storedItems(connector);
    const order = consultOrder('HX-crowd', 'M-crowd', 300);
    expect(await connector.as('hospital-a').request('POST', '/v1/settlements', order)).toMatchObject({
      status: 422,
      body: { code: 'order.too-many-totals', retry: 'never' },
    });
    expect(await storedItems(connector)).toEqual(before);
  });
});
