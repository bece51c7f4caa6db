import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Answer, Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, consultPlan, coverageOf, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const CROWD = 12;
const put = (target: string, body: unknown, insurer: 'insurer-a' | 'insurer-b' = 'insurer-a') =>
  connector.as(insurer).request('PUT', target, body);
const crowd = <Value>(make: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: CROWD }, (_, index) => make(index)));
const statuses = (answers: readonly Answer<unknown>[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b);
const of = (status: number, count: number) => Array.from({ length: count }, () => status);

describe('one plan version, published by many at once', () => {
  it('is published once where the documents are the same, and all are given the same receipt', async () => {
    const plan = consultPlan('same');
    const answers = await crowd(() => put('/v1/plans/same/versions/1', plan));
    expect(statuses(answers)).toEqual([...of(200, CROWD - 1), 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('is the one of them that won, where they differ', async () => {
    const withWaiting = (waitingDays: number) => consultPlan('differing', { waitingDays });
    const answers = await crowd((index) => put('/v1/plans/differing/versions/1', withWaiting(index)));
    expect(statuses(answers)).toEqual([201, ...of(409, CROWD - 1)]);
    const winner = answers.findIndex(({ status }) => status === 201);
    expect((await put('/v1/plans/differing/versions/1', withWaiting(winner))).status).toBe(200);
  });

  it('belongs to one insurer, where two claim its number', async () => {
    const answers = await Promise.all(
      (['insurer-a', 'insurer-b'] as const).map((insurer) =>
        put('/v1/plans/claimed/versions/1', consultPlan('claimed'), insurer),
      ),
    );
    expect(statuses(answers)).toEqual([201, 404]);
  });

  it('loses none of several versions', async () => {
    const versions = [1, 2, 3, 4, 5];
    const answers = await Promise.all(
      versions.map((version) =>
        put(
          `/v1/plans/several/versions/${version}`,
          consultPlan('several', { version, effectiveFrom: `202${version}-01-01` }),
        ),
      ),
    );
    expect(statuses(answers)).toEqual(of(201, 5));
    await enrol(connector, 'M-SEVERAL', 'several', { from: '2021-01-01' });
    for (const version of versions) {
      const order = consultOrder(`HX-SEVERAL-${version}`, 'M-SEVERAL', 100, {
        serviceAt: `202${version}-06-01T10:00:00+08:00`,
      });
      connector.setNow(order.serviceAt);
      const { body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
      expect(body.plan).toEqual({ planId: 'several', version });
    }
    connector.setNow('2026-06-15T10:00:00+08:00');
  });
});

describe('members enrolled by many at once', () => {
  const identity = {
    idType: 'resident-id',
    idNo: '11000019491231009X',
    name: '王秀英',
    birthDate: '1949-12-31',
    sex: 'female',
  };

  it('have a coverage once, though it is sent a dozen times', async () => {
    await publish(connector, 'enrolling');
    const coverage = coverageOf('M-DOZEN', 'enrolling', { identity });
    const answers = await crowd(() => put('/v1/coverages/C-DOZEN', coverage));
    expect(statuses(answers)).toEqual([...of(200, CROWD - 1), 201]);
  });

  it('have all of their coverages, whichever came first', async () => {
    const answers = await crowd((index) => put(`/v1/coverages/C-ALL-${index}`, coverageOf('M-ALL', 'enrolling')));
    expect(statuses(answers)).toEqual(of(201, CROWD));
    const check = { member: { memberId: 'M-ALL' } };
    const { body } = await connector.as('hospital-a').request('POST', '/v1/eligibility-checks', check);
    expect(body['coverages']).toHaveLength(CROWD);
  });

  it('are one person under one number, whichever number came first', async () => {
    const person = { ...identity, idNo: '310000198001010016' };
    const answers = await crowd((index) =>
      put(`/v1/coverages/C-PERSON-${index}`, coverageOf(`M-PERSON-${index}`, 'enrolling', { identity: person })),
    );
    expect(statuses(answers)).toEqual([201, ...of(409, CROWD - 1)]);
    const { idType, idNo, name } = person;
    const check = { member: { idType, idNo, name } };
    const { body } = await connector.as('hospital-a').request('POST', '/v1/eligibility-checks', check);
    expect(body['memberId']).toBe(`M-PERSON-${answers.findIndex(({ status }) => status === 201)}`);
  });

  it('lose nothing of their lifetime limits, which stand beside their coverages, while those are amended', async () => {
    const lifetime = { limitId: 'lifetime', measure: 'amount', max: 100_000, per: 'lifetime' } as const;
    await publish(connector, 'lifetime', {
      benefits: [consultBenefit({ limits: [lifetime, yearlyAmount('y', 90_000)] })],
    });
    await enrol(connector, 'M-LIFE', 'lifetime');
    const [settled, amended] = await Promise.all([
      crowd((index) =>
        connector
          .as('hospital-a')
          .request<SettlementAnswer>('POST', '/v1/settlements', consultOrder(`HX-LIFE-${index}`, 'M-LIFE', 100)),
      ),
      Promise.all(
        [1, 2, 3, 4].map((priority) => put('/v1/coverages/C-M-LIFE', coverageOf('M-LIFE', 'lifetime', { priority }))),
      ),
    ]);
    expect([statuses(settled), statuses(amended)]).toEqual([of(201, CROWD), of(200, 4)]);
    const order = consultOrder('HX-LIFE', 'M-LIFE', 1);
    const { body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
    expect(body.accumulators.map(({ used }) => used)).toEqual([CROWD * 100 + 1, CROWD * 100 + 1]);
  });

  it('leave no failure behind', () => expect(connector.failures).toEqual([]));
});
