import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '../support/connector.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import { consultBenefit, consultOrder, consultPlan, coverageOf, yearlyAmount } from '../support/documents.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

describe('a consult settles', () => {
  it('is covered, costs the patient nothing, is answered the same again, and says why when the limit runs out', async () => {
    const insurer = connector.as('insurer-a');
    const hospital = connector.as('hospital-a');
    const limits = [yearlyAmount('consult-year', 10_000)];
    const plan = consultPlan('story', { benefits: [consultBenefit({ limits })] });

    expect((await insurer.request('PUT', '/v1/plans/story/versions/1', plan)).status).toBe(201);
    expect((await insurer.request('PUT', '/v1/coverages/C-1', coverageOf('M-1', 'story'))).status).toBe(201);

    const eligible = await hospital.request('POST', '/v1/eligibility-checks', { member: { memberId: 'M-1' } });
    expect(eligible).toMatchObject({
      status: 200,
      body: { memberId: 'M-1', coverages: [{ coverageId: 'C-1', benefits: [{ limits: [{ remaining: 10_000 }] }] }] },
    });

    const order = consultOrder('HX-1', 'M-1', 8_000);
    const first = await hospital.request('POST', '/v1/settlements', order);
    expect(first).toMatchObject({
      status: 201,
      body: { status: 'settled', decision: 'approved', totals: { billed: 8_000, insurer: 8_000, patient: 0 } },
    });
    const again = await hospital.request('POST', '/v1/settlements', order);
    expect([again.status, again.text, again.headers['connector-replayed']]).toEqual([201, first.text, 'true']);

    const next = await hospital.request('POST', '/v1/settlements', consultOrder('HX-2', 'M-1', 8_000));
    expect(next.body).toMatchObject({
      decision: 'partial',
      totals: { insurer: 2_000, patient: 6_000 },
      lines: [
        {
          reasons: [
            {
              code: 'L505',
              amount: 6_000,
              zh: '本次超出年度限额 60.00 元，剩余额度 0 元，2027-01-01 恢复',
              en: 'The yearly limit is exceeded by CNY 60.00; CNY 0 of it is left; it is renewed on 2027-01-01',
            },
          ],
        },
      ],
      accumulators: [{ limitId: 'consult-year', max: 10_000, used: 10_000, held: 0, remaining: 0 }],
    });
    expect(connector.failures).toEqual([]);
  });
});
