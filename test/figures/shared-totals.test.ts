import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundTrips } from '../../bench/measure/round-trips.ts';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { LimitRequest } from '../support/documents.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';

let connector: Connector;
const MAX = 9_000_000;

beforeAll(async () => {
  connector = await startCheckedConnector();
  for (const [poolId, shards] of [
    ['p-1', 1],
    ['p-16', 16],
  ] as const) {
    const pool = { budget: MAX, shards };
    expect((await connector.as('insurer-a').request('PUT', `/v1/pools/${poolId}`, pool)).status).toBe(201);
  }
  await plan('family', [yearlyAmount('f', MAX, { scope: 'family' })]);
  await plan('pool-1', [yearlyAmount('p', MAX, { scope: { pool: 'p-1' } })]);
  await plan('pool-16', [yearlyAmount('p', MAX, { scope: { pool: 'p-16' } })]);
  await plan('both', [
    yearlyAmount('f', MAX, { scope: 'family' }),
    yearlyAmount('p', MAX, { scope: { pool: 'p-16' } }),
  ]);
});
afterAll(() => connector.stop());

/** A plan with these limits, and a member `M-<plan>` of a family, whose partner and plan are cached from here on. */
async function plan(planId: string, limits: LimitRequest[]): Promise<void> {
  await publish(connector, planId, { benefits: [consultBenefit({ limits })] });
  await enrol(connector, `M-${planId}`, planId, { familyId: `F-${planId}` });
  await enrol(connector, `M-${planId}-alone`, planId);
}

const post = (target: string, order: unknown) =>
  connector.as('hospital-a').request<SettlementAnswer>('POST', target, order);

async function callsOf(target: string, order: unknown) {
  connector.traffic.take();
  const { status } = await post(target, order);
  expect(status).toBeLessThan(300);
  return connector.traffic
    .take()
    .filter(({ operation }) => operation !== 'PutItem')
    .toSorted((a, b) => a.from - b.from);
}

/**
 * The calls of a request that takes so many round trips. On a busy machine one of two calls that are sent together may be answered before
 * the other has even arrived: then it is looked at again.
 */
async function chainOf(trips: number, target: string, orderOf: (attempt: number) => unknown) {
  let calls = await callsOf(target, orderOf(0));
  for (let attempt = 1; attempt < 10 && roundTrips(calls) > trips; attempt++) {
    calls = await callsOf(target, orderOf(attempt));
  }
  expect(roundTrips(calls)).toBe(trips);
  return calls;
}

describe('an order of a plan', () => {
  // of a pool the shards are read, and beside them the holds that have ended;
  // units: the fact 2, its line of each index 1, and 2 for each balances item or shard that it draws on
  it.each([
    ['with a family’s limit', 'family', ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'], 4 + 2],
    ['with a pool in one shard', 'pool-1', ['BatchGetItem', 'Query', 'Query', 'TransactWriteItems'], 4 + 2],
    ['with a pool in sixteen', 'pool-16', ['BatchGetItem', 'Query', 'Query', 'TransactWriteItems'], 4 + 2],
    ['with both', 'both', ['BatchGetItem', 'BatchGetItem', 'Query', 'Query', 'TransactWriteItems'], 4 + 4],
  ])('%s is settled in one round trip more, and draws on one item of each', async (_, planId, operations, units) => {
    await post('/v1/settlements', consultOrder(`HX-WARM-${planId}`, `M-${planId}`, 100));
    const calls = await chainOf(3, '/v1/settlements', (n) => consultOrder(`HX-${planId}-${n}`, `M-${planId}`, 100));
    expect(calls.map(({ operation }) => operation).toSorted()).toEqual(operations);
    expect(calls.at(-1)).toMatchObject({ operation: 'TransactWriteItems', capacity: units });
  });

  it.each(['/v1/quotes', '/v1/eligibility-checks'])(
    'with both is answered by %s in two round trips',
    async (target) => {
      const order = consultOrder('HX-QUOTED', 'M-both', 100);
      const calls = await chainOf(2, target, () =>
        target === '/v1/quotes' ? order : { member: { memberId: 'M-both' } },
      );
      expect(calls).toHaveLength(4);
    },
  );

  it('with a family’s limit costs a member without a family no round trip more', async () => {
    const order = (n: number) => consultOrder(`HX-ALONE-${n}`, 'M-family-alone', 100);
    await post('/v1/settlements', order(1));
    const calls = await callsOf('/v1/settlements', order(2));
    expect(calls.map(({ operation }) => operation)).toEqual(['BatchGetItem', 'TransactWriteItems']);
  });

  it('that is repeated is one read, and is never decided again', async () => {
    const calls = await callsOf('/v1/settlements', consultOrder('HX-both-0', 'M-both', 100));
    expect(calls.map(({ operation }) => operation)).toEqual(['BatchGetItem']);
  });
});

it('the last fen of a pool are taken from all of its shards in one transaction', async () => {
  await connector.as('insurer-a').request('PUT', '/v1/pools/last', { budget: 1_000, shards: 4 });
  await plan('last', [yearlyAmount('p', MAX, { scope: { pool: 'last' } })]);
  await post('/v1/settlements', consultOrder('HX-WARM-last', 'M-last', 100));
  const calls = await callsOf('/v1/settlements', consultOrder('HX-LAST', 'M-last', 900));
  expect(calls.map(({ operation }) => operation)).toEqual(['BatchGetItem', 'Query', 'Query', 'TransactWriteItems']);
  expect(calls.at(-1)?.request['TransactItems']).toHaveLength(1 + 4);
});
