import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, consultPlan, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { EngineCall } from '../support/traffic.ts';

let connector: Connector;
const identity = { idType: 'resident-id', idNo: '11000019491231009X', name: '王秀英' } as const;

beforeAll(async () => {
  connector = await startCheckedConnector();
  const limits = [yearlyAmount('figures-year', 9_000_000)];
  await publish(connector, 'figures', { benefits: [consultBenefit({ limits })] });
  await enrol(connector, 'M-FIGURES', 'figures', {
    identity: { ...identity, birthDate: '1949-12-31', sex: 'female' },
  });
  // the partner, the plan and the stage's keys are cached from here on
  await post('/v1/quotes', consultOrder('HX-WARM', 'M-FIGURES', 100));
  await post('/v1/settlements', consultOrder('HX-WARM', 'M-FIGURES', 100));
});
afterAll(() => connector.stop());

function post(target: string, order: unknown) {
  return connector.as('hospital-a').request<SettlementAnswer>('POST', target, order);
}

/** The calls of one request: the admission apart, the others in the order in which they were made. */
async function callsOf(target: string, order: unknown) {
  connector.traffic.take();
  const answer = await post(target, order);
  const calls = connector.traffic.take();
  const [admission, ...more] = calls.filter(({ operation }) => operation === 'PutItem');
  expect(more).toEqual([]);
  if (admission === undefined) throw new Error('no nonce was claimed');
  const others = calls.filter((call) => call !== admission).toSorted((a, b) => a.from - b.from);
  return { answer, admission, others, operations: others.map(({ operation }) => operation) };
}

const isSequential = (calls: readonly EngineCall[]) =>
  calls.every(({ from }, index) => index === 0 || from >= (calls[index - 1]?.until ?? Infinity));

const lines = (count: number) => Array.from({ length: count }, (_, index) => 1_500 + index);

describe('a settlement by memberId', () => {
  it.each([1, 3, 20])(
    'of %i lines is one read and one transaction of 4 write units and 1 of each index',
    async (count) => {
      const order = consultOrder(`HX20261121000${count}`, 'M-FIGURES', lines(count));
      const { answer, admission, others, operations } = await callsOf('/v1/settlements', order);
      expect(answer).toMatchObject({ status: 201, body: { decision: 'approved' } });
      expect(operations).toEqual(['BatchGetItem', 'TransactWriteItems']);
      expect(isSequential(others)).toBe(true);
      expect(others[1]?.capacity).toBe(4 + 1 + 1);
      expect(admission.capacity).toBe(1);
    },
  );

  it('of 20 lines, each with a name, a code and a reason of its own, stays within them', async () => {
    const plan = { benefits: [consultBenefit({ covers: { items: 'any' }, coinsuranceBps: 1_234 })] };
    await publish(connector, 'figures-test', plan);
    await enrol(connector, 'M-FIGURES-TEST', 'figures-test');
    const tests = [
      '血常规',
      '肝功能',
      '肾功能',
      '血糖',
      '尿常规',
      '甲状腺功能',
      '电解质',
      '凝血四项',
      '心肌酶',
      '血脂',
    ];
    const order = consultOrder('HX20261121000777', 'M-FIGURES-TEST', [], {
      kind: 'test',
      lines: Array.from({ length: 20 }, (_, n) => ({
        ...{ lineNo: n + 1, category: 'test', code: `LAB-2503${7_919 * (n + 1)}`, quantity: '1' },
        ...{ name: `${tests[n % 10]}${n < 10 ? '检查' : '复查'}`, amount: 1_013 + 977 * n },
      })),
    });
    await post('/v1/quotes', order);
    const { answer, others } = await callsOf('/v1/settlements', order);
    expect(answer.body.decision).toBe('partial');
    // no limit is drawn on: the fact, its line of the statement's index, which is as large, and the member's
    expect(others[1]?.capacity).toBe(2 + 1 + 1);
  });

  it('claims its nonce beside the read, so that the claim is no round trip of its own', async () => {
    const order = consultOrder('HX-BESIDE', 'M-FIGURES', 100);
    let beside = 0;
    // on a busy machine the claim may be answered before the read has even been sent: then it is looked at again
    for (let attempt = 0; attempt < 10 && beside === 0; attempt++) {
      const { admission, others } = await callsOf('/v1/settlements', order);
      if ((others[0]?.from ?? Infinity) < admission.until) beside++;
    }
    expect(beside).toBe(1);
  });

  it('that is repeated is one read, and writes nothing but its nonce', async () => {
    const order = consultOrder('HX-REPEATED', 'M-FIGURES', 1_500);
    await post('/v1/settlements', order);
    const { answer, admission, operations } = await callsOf('/v1/settlements', order);
    expect(answer.headers['connector-replayed']).toBe('true');
    expect([operations, admission.capacity]).toEqual([['BatchGetItem'], 1]);
  });

  it('that is declined is one read and a fact of 2 write units and 1 of the member’s index; it is no line of a statement', async () => {
    const { answer, others, operations } = await callsOf(
      '/v1/settlements',
      consultOrder('HX-DECLINED', 'M-NOBODY', 1_500),
    );
    expect(answer.body.status).toBe('declined');
    expect(operations).toEqual(['BatchGetItem', 'TransactWriteItems']);
    expect(others[1]?.capacity).toBe(2 + 1);
  });
});

it('a settlement by identity has one read more', async () => {
  const order = consultOrder('HX-IDENTITY', '', 1_500, { member: identity });
  const { answer, others, operations } = await callsOf('/v1/settlements', order);
  expect(answer.body.decision).toBe('approved');
  expect(operations).toEqual(['BatchGetItem', 'BatchGetItem', 'TransactWriteItems']);
  expect(isSequential(others)).toBe(true);
});

it.each([
  ['a quote', '/v1/quotes', consultOrder('HX-QUOTED', 'M-FIGURES', 1_500)],
  ['an eligibility check', '/v1/eligibility-checks', { member: { memberId: 'M-FIGURES' } }],
])('%s is one read and no write', async (_, target, body) => {
  const { answer, operations } = await callsOf(target, body);
  expect(answer.status).toBe(200);
  expect(operations).toEqual(['BatchGetItem']);
});

it('the first settlement after a publication reads the new version, the next one does not', async () => {
  const plan = consultPlan('figures-other', { version: 1 });
  await connector.as('insurer-a').request('PUT', '/v1/plans/figures-other/versions/1', plan);
  const first = await callsOf('/v1/settlements', consultOrder('HX-AFTER-1', 'M-FIGURES', 100));
  const second = await callsOf('/v1/settlements', consultOrder('HX-AFTER-2', 'M-FIGURES', 100));
  expect(first.operations).toEqual(['BatchGetItem', 'BatchGetItem', 'TransactWriteItems']);
  expect(second.operations).toEqual(['BatchGetItem', 'TransactWriteItems']);
});
