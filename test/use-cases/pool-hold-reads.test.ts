import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { expectBooksAgree } from '../support/books.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { OrderLife } from '../support/order-life.ts';
import { orderLife } from '../support/order-life.ts';

vi.setConfig({ testTimeout: 90_000 });

const QUOTA = 700;
const BUDGET = 3 * QUOTA;

let connector: Connector;
let life: OrderLife;
beforeAll(async () => {
  connector = await startCheckedConnector();
  life = orderLife(connector);
});
afterEach(() => connector.traffic.setFaults(undefined));
afterAll(() => connector.stop());

/** A pool of three shards, all of it held by holds that have ended and still stand in the shards. */
async function heldToTheEnd(poolId: string): Promise<void> {
  await connector.as('insurer-a').request('PUT', `/v1/pools/${poolId}`, { budget: 1_000_000, shards: 3 });
  const limit = yearlyAmount(poolId, BUDGET, { scope: { pool: poolId } });
  await publish(connector, poolId, { benefits: [consultBenefit({ limits: [limit] })] });
  for (const member of ['A', 'B']) await enrol(connector, `M-${poolId}-${member}`, poolId);
  for (let n = 0; n < 4; n++) {
    const order = consultOrder(`HX-${poolId}-${n}`, `M-${poolId}-A`, BUDGET / 4);
    expect((await life.authorize(order, 60)).body.totals.insurer).toBe(BUDGET / 4);
  }
  connector.advance(60);
}

/** Does something, and in the midst of it, before the call that is named reaches the engine, something else. */
async function interrupted<Result>(
  call: (expression: string) => boolean,
  act: () => Promise<Result>,
  between: () => Promise<unknown>,
): Promise<Result> {
  let done = false;
  connector.traffic.setFaults(async (_, request) => {
    if (done || !call(String(request['KeyConditionExpression']))) return undefined;
    done = true;
    await between();
    return undefined;
  });
  const result = await act();
  expect(done).toBe(true);
  return result;
}

const ofShards = (expression: string) => expression.includes('begins_with');
const ofHolds = (expression: string) => expression.includes('BETWEEN');
const limitOf = async (memberId: string) => (await life.check(memberId)).body.coverages[0]?.benefits[0]?.limits[0];

/** Takes a shard's whole quota, so that the holds are tidied away. */
const tidy = (poolId: string, member: string) =>
  life.settle(consultOrder(`HX-T-${poolId}`, `M-${poolId}-${member}`, QUOTA));

it.each([
  ['holds', ofShards],
  ['shards', ofHolds],
] as const)(
  'a pool whose %s are read first, and tidied before the rest, is shown as it stands',
  async (first, call) => {
    const poolId = `shown-${first}`;
    await heldToTheEnd(poolId);
    const shown = await interrupted(
      call,
      () => limitOf(`M-${poolId}-B`),
      () => tidy(poolId, 'A'),
    );
    expect(shown).toMatchObject({ used: QUOTA, held: 0, remaining: BUDGET - QUOTA });
  },
);

it.each([
  ['holds', ofShards],
  ['shards', ofHolds],
] as const)(
  'an order that reads the %s first, which are tidied before the rest, is paid what is left',
  async (first, call) => {
    const poolId = `paid-${first}`;
    await heldToTheEnd(poolId);
    const order = consultOrder(`HX-P-${first}`, `M-${poolId}-B`, BUDGET);
    const { body } = await interrupted(
      call,
      () => life.settle(order),
      () => tidy(poolId, 'A'),
    );
    expect(body).toMatchObject({ totals: { insurer: BUDGET - QUOTA }, accumulators: [{ used: BUDGET, remaining: 0 }] });
  },
);

it('the facts agree with the pools, and no failure is left behind', async () => {
  await expectBooksAgree(connector);
  expect(connector.failures).toEqual([]);
});
