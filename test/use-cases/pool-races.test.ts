import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { PoolAnswer } from '../../lambdas/contracts/pool-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedFacts, storedItems } from '../support/stored-items.ts';
import type { Fault } from '../support/traffic.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterEach(() => connector.traffic.setFaults(undefined));
afterAll(() => connector.stop());

const settle = (orderNo: string, memberId: string, amount: number) =>
  connector
    .as('hospital-a')
    .request<SettlementAnswer>('POST', '/v1/settlements', consultOrder(orderNo, memberId, amount));
const putPool = (poolId: string, body: unknown) =>
  connector.as('insurer-a').request<PoolAnswer>('PUT', `/v1/pools/${poolId}`, body);

/** A pool, two plans that draw on it, and members of both. */
async function opened(poolId: string, budget: number, shards: number, members: number): Promise<readonly string[]> {
  expect((await putPool(poolId, { budget, shards })).status).toBe(201);
  const limits = [yearlyAmount('relief', 9_000_000, { scope: { pool: poolId } })];
  for (const plan of ['a', 'b']) {
    await publish(connector, `${poolId}-${plan}`, { benefits: [consultBenefit({ limits })] });
  }
  const memberIds = Array.from({ length: members }, (_, n) => `M-${poolId}-${n}`);
  for (const [n, memberId] of memberIds.entries())
    await enrol(connector, memberId, `${poolId}-${n % 2 === 0 ? 'a' : 'b'}`);
  return memberIds;
}

const insurerPaid = (answers: readonly { readonly body: SettlementAnswer }[]) =>
  answers.reduce((sum, { body }) => sum + body.totals.insurer, 0);

describe('many orders of many members at once', () => {
  it('drain a pool of four shards to the fen: nothing is paid beyond it, nothing that could be paid is refused', async () => {
    const members = await opened('drained', 4_030, 4, 20);
    const answers = await Promise.all(
      members.flatMap((memberId, n) => [1, 2, 3].map((k) => settle(`HX-${n}-${k}`, memberId, 100))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(insurerPaid(answers)).toBe(4_030);
    expect(answers.filter(({ body }) => body.decision === 'approved')).toHaveLength(40);
    expect(answers.filter(({ body }) => body.decision === 'partial')).toHaveLength(1);
    expect((await putPool('drained', { budget: 4_030, shards: 4 })).body).toMatchObject({ used: 4_030, remaining: 0 });
  });

  it('keep its limits, its counts among them, while its budget is far', async () => {
    expect((await putPool('limits', { budget: 9_000_000, shards: 4 })).status).toBe(201);
    const scope = { pool: 'limits' };
    const limits = [
      yearlyAmount('money', 1_777, { scope }),
      { limitId: 'orders', measure: 'count', max: 11, per: 'month', scope } as const,
    ];
    await publish(connector, 'limits', { benefits: [consultBenefit({ limits })] });
    const members = Array.from({ length: 15 }, (_, n) => `M-limits-${n}`);
    for (const memberId of members) await enrol(connector, memberId, 'limits');
    const answers = await Promise.all(
      members.map((memberId, n) => settle(`HX-LIMITS-${n}`, memberId, n < 7 ? 150 : 200)),
    );
    expect(insurerPaid(answers)).toBeLessThanOrEqual(1_777);
    const paid = answers.filter(({ body }) => body.totals.insurer > 0);
    expect(paid.length).toBeLessThanOrEqual(11);
    // stopped by the one or by the other
    expect(paid.length === 11 || insurerPaid(answers) === 1_777).toBe(true);
  });

  it('lose nothing while the budget is raised and the shards are changed', async () => {
    const members = await opened('shifting', 1_000, 2, 12);
    const [answers] = await Promise.all([
      Promise.all(members.flatMap((memberId, n) => [1, 2].map((k) => settle(`HX-S-${n}-${k}`, memberId, 70)))),
      (async () => {
        for (const [budget, shards] of [
          [1_100, 5],
          [1_200, 1],
          [1_300, 4],
        ]) {
          expect((await putPool('shifting', { budget, shards })).status).toBe(200);
        }
      })(),
    ]);
    const { body } = await putPool('shifting', { budget: 1_300, shards: 4 });
    expect(body).toMatchObject({ used: insurerPaid(answers), remaining: 1_300 - insurerPaid(answers) });
    const rest = await settle('HX-S-REST', members[0] ?? '', 5_000);
    expect(insurerPaid(answers) + rest.body.totals.insurer).toBe(1_300);
  });
});

it('a pool that many open at once is opened once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => putPool('dozen', { budget: 500, shards: 4 })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(11);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

describe('a settlement that draws on a pool, in which one call goes wrong', () => {
  const faults: readonly Fault[] = ['lost-request', 'lost-answer', 'throttled', 'internal-error'];
  /** nonce, order file, pool, transaction */
  const CALLS = 4;
  const cases = faults.flatMap((fault) => Array.from({ length: CALLS }, (_, position) => ({ fault, position })));
  let used = 0;
  let member = '';

  beforeAll(async () => {
    [member = ''] = await opened('faults', 100_000, 2, 1);
    used += (await settle('HX-FAULTS', member, 100)).body.totals.insurer;
  });

  it.each(cases)('or from which it is cut off, draws once: $fault at call $position', async ({ fault, position }) => {
    for (const lasting of [false, true]) {
      let call = 0;
      connector.traffic.setFaults(() => {
        const at = call++;
        return at === position || (lasting && at > position) ? fault : undefined;
      });
      const orderNo = `HX-F-${fault}-${position}-${lasting}`;
      const before = await storedItems(connector);
      const answered = await settle(orderNo, member, 100);
      expect(answered.status).toBe(lasting ? 503 : 201);
      connector.traffic.setFaults(undefined);
      if (lasting && !(fault === 'lost-answer' && position === CALLS - 1))
        expect(await storedItems(connector)).toEqual(before);
      const again = await settle(orderNo, member, 100);
      used += 100;
      expect(again.body).toMatchObject({ totals: { insurer: 100 }, accumulators: [{ used }] });
      expect(await storedFacts(connector, orderNo)).toHaveLength(1);
    }
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
