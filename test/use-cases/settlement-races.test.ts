import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Answer, Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, consultPlan, coverageOf, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedFacts } from '../support/stored-items.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

type Settled = Answer<SettlementAnswer>;

async function settleAll(orders: readonly ReturnType<typeof consultOrder>[]): Promise<Settled[]> {
  const hospital = connector.as('hospital-a');
  return Promise.all(orders.map((order) => hospital.request<SettlementAnswer>('POST', '/v1/settlements', order)));
}

const limited = (limitId: string, max: number) => ({
  benefits: [consultBenefit({ limits: [yearlyAmount(limitId, max)] })],
});
const insurerPaid = (answers: readonly Settled[]) => answers.reduce((sum, { body }) => sum + body.totals.insurer, 0);

describe('copies of one settlement at once', () => {
  it('have one effect and one body, and exactly one of a hundred is not a replay', async () => {
    await publish(connector, 'copies', limited('copies-year', 100_000));
    await enrol(connector, 'M-COPIES', 'copies');
    const order = consultOrder('HX-COPIES', 'M-COPIES', [1_500, 700]);
    const answers = await settleAll(Array.from({ length: 100 }, () => order));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['connector-replayed'] === undefined)).toHaveLength(1);
    expect(await storedFacts(connector, 'HX-COPIES')).toHaveLength(1);
    const after = await settleAll([consultOrder('HX-COPIES-AFTER', 'M-COPIES', 1)]);
    expect(after[0]?.body.accumulators).toMatchObject([{ used: 2_201, remaining: 97_799 }]);
  });

  it('have one effect also where no limit stands between them: the order number alone decides', async () => {
    await publish(connector, 'unlimited');
    await enrol(connector, 'M-UNLIMITED', 'unlimited');
    for (const memberId of ['M-UNLIMITED', 'M-NOBODY']) {
      const orderNo = `HX-${memberId}`;
      const answers = await settleAll(Array.from({ length: 40 }, () => consultOrder(orderNo, memberId, 100)));
      expect(answers.filter(({ headers }) => headers['connector-replayed'] === undefined)).toHaveLength(1);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(await storedFacts(connector, orderNo)).toHaveLength(1);
    }
  });

  it('leave one of two contents under one number, and refuse the other with the fields that differ', async () => {
    const [one, other] = [consultOrder('HX-TWO', 'M-COPIES', 900), consultOrder('HX-TWO', 'M-COPIES', 901)];
    const answers = await settleAll(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other)));
    const [won, lost] = [
      answers.filter(({ status }) => status === 201),
      answers.filter(({ status }) => status === 409),
    ];
    expect([won.length, lost.length]).toEqual([10, 10]);
    expect(new Set(won.map(({ text }) => text)).size).toBe(1);
    for (const { body } of lost) {
      expect(body).toMatchObject({ code: 'order.conflict', errors: [{ path: 'lines[0].amount' }] });
    }
  });
});

describe('different orders of one member at once', () => {
  it('never take more than what is left of a limit, and take all of it', async () => {
    await publish(connector, 'crowd', limited('crowd-year', 100_000));
    await enrol(connector, 'M-CROWD', 'crowd');
    const [before] = await settleAll([consultOrder('HX-CROWD', 'M-CROWD', 98_777)]);
    expect(before?.body.totals.insurer).toBe(98_777);
    const answers = await settleAll(
      Array.from({ length: 60 }, (_, n) => consultOrder(`HX-CROWD-${n}`, 'M-CROWD', 100)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(insurerPaid(answers)).toBe(1_223);
    expect(answers.filter(({ body }) => body.decision === 'approved')).toHaveLength(12);
    expect(answers.filter(({ body }) => body.decision === 'partial')).toHaveLength(1);
    const used = answers.map(({ body }) => Number(body.accumulators[0]?.used));
    expect(Math.max(...used)).toBe(100_000);
    const [after] = await settleAll([consultOrder('HX-CROWD-AFTER', 'M-CROWD', 100)]);
    expect(after?.body).toMatchObject({ totals: { insurer: 0 }, accumulators: [{ used: 100_000, remaining: 0 }] });
  });

  it('never count one more than a count limit allows', async () => {
    const count = { limitId: 'crowd-count', measure: 'count', max: 3, per: 'month' } as const;
    await publish(connector, 'crowd-count', { benefits: [consultBenefit({ limits: [count] })] });
    await enrol(connector, 'M-COUNT', 'crowd-count');
    const answers = await settleAll(
      Array.from({ length: 12 }, (_, n) => consultOrder(`HX-COUNT-${n}`, 'M-COUNT', 100)),
    );
    expect(answers.filter(({ body }) => body.status === 'settled')).toHaveLength(3);
    expect(answers.flatMap(({ body }) => body.lines[0]?.reasons.map(({ code }) => code))).toEqual(
      Array.from({ length: 9 }, () => 'L507'),
    );
  });

  it('keep a rolling limit across the turn of the year, where its balances stand in two items', async () => {
    connector.setNow('2027-01-02T12:00:00+08:00');
    const rolling = { limitId: 'rolling', measure: 'amount', max: 1_000, per: { rollingDays: 30 } } as const;
    await publish(connector, 'rolling', { benefits: [consultBenefit({ limits: [rolling] })] });
    for (let round = 0; round < 5; round++) {
      const member = `M-ROLLING-${round}`;
      await enrol(connector, member, 'rolling');
      const answers = await settleAll(
        Array.from({ length: 8 }, (_, n) =>
          consultOrder(`HX-ROLLING-${round}-${n}`, member, 1_000, {
            serviceAt: n % 2 === 0 ? '2026-12-30T10:00:00+08:00' : '2027-01-02T10:00:00+08:00',
          }),
        ),
      );
      expect(insurerPaid(answers)).toBe(1_000);
    }
  });

  it('counts under a rolling limit also what was served tomorrow, in the year that has not begun', async () => {
    connector.setNow('2026-12-31T12:00:00+08:00');
    await enrol(connector, 'M-EVE', 'rolling');
    const [tomorrow] = await settleAll([
      consultOrder('HX-EVE-1', 'M-EVE', 1_000, { serviceAt: '2027-01-01T09:00:00+08:00' }),
    ]);
    const [today] = await settleAll([
      consultOrder('HX-EVE-2', 'M-EVE', 1_000, { serviceAt: '2026-12-31T09:00:00+08:00' }),
    ]);
    expect([tomorrow?.body.totals.insurer, today?.body.totals.insurer]).toEqual([1_000, 0]);
  });
});

describe('a settlement while the insurer changes something', () => {
  it('is decided by the coverage as it was before or after its termination, and never again after it', async () => {
    connector.setNow('2026-06-15T10:00:00+08:00');
    await publish(connector, 'ending', limited('ending-year', 1_000_000));
    await enrol(connector, 'M-ENDING', 'ending');
    const terminated = coverageOf('M-ENDING', 'ending', { status: 'terminated' });
    const orders = Array.from({ length: 20 }, (_, n) => consultOrder(`HX-ENDING-${n}`, 'M-ENDING', 100));
    const [answers, ended] = await Promise.all([
      settleAll(orders),
      connector.as('insurer-a').request('PUT', '/v1/coverages/C-M-ENDING', terminated),
    ]);
    expect(ended.status).toBe(200);
    for (const { body } of answers) {
      expect(['settled', 'declined']).toContain(body.status);
      if (body.status === 'declined') expect(body.reasons).toMatchObject([{ code: 'E104' }]);
    }
    const [after] = await settleAll([consultOrder('HX-ENDING-AFTER', 'M-ENDING', 100)]);
    expect(after?.body).toMatchObject({ status: 'declined', reasons: [{ code: 'E104' }] });
    // amended while its limits were being used: neither write undid the other
    await connector.as('insurer-a').request('PUT', '/v1/coverages/C-M-ENDING', coverageOf('M-ENDING', 'ending'));
    const [again] = await settleAll([consultOrder('HX-ENDING-AGAIN', 'M-ENDING', 100)]);
    expect(again?.body.accumulators).toMatchObject([{ used: insurerPaid(answers) + 100 }]);
  });

  it('is decided by one version of the plan or the other, by the new one after it is published, and counts on', async () => {
    await publish(connector, 'renewed', limited('renewed-year', 1_000_000));
    await enrol(connector, 'M-RENEWED', 'renewed');
    const half = consultBenefit({ coinsuranceBps: 5_000, limits: [yearlyAmount('renewed-year', 1_000_000)] });
    const plan = consultPlan('renewed', { version: 2, benefits: [half] });
    const orders = Array.from({ length: 20 }, (_, n) => consultOrder(`HX-RENEWED-${n}`, 'M-RENEWED', 100));
    const [answers, published] = await Promise.all([
      settleAll(orders),
      connector.as('insurer-a').request('PUT', '/v1/plans/renewed/versions/2', plan),
    ]);
    expect(published.status).toBe(201);
    for (const { body } of answers) expect(body.totals.insurer).toBe(body.plan?.version === 1 ? 100 : 50);
    const [after] = await settleAll([consultOrder('HX-RENEWED-AFTER', 'M-RENEWED', 100)]);
    expect(after?.body).toMatchObject({
      plan: { version: 2 },
      totals: { insurer: 50 },
      accumulators: [{ used: insurerPaid(answers) + 50 }],
    });
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
