import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorizationAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { LimitRequest } from '../support/documents.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  await connector.as('insurer-a').request('PUT', '/v1/pools/parts', { budget: 100_000, shards: 4 });
  await plan('amount', yearlyAmount('limit', 100_000));
  await plan('count', yearlyAmount('limit', 5, { measure: 'count' }));
  await plan('pool', yearlyAmount('limit', 100_000, { scope: { pool: 'parts' } }));
});
afterAll(() => connector.stop());

async function plan(planId: string, limit: LimitRequest): Promise<void> {
  await publish(connector, planId, { benefits: [consultBenefit({ limits: [limit] })] });
  await enrol(connector, `M-${planId}`, planId);
}

const hospital = <Body = Record<string, unknown>>(method: string, target: string, body?: unknown) =>
  connector.as('hospital-a').request<Body>(method, target, body);

async function authorize(orderNo: string, memberId: string, amount: number): Promise<string> {
  const { body } = await hospital<AuthorizationAnswer>(
    'POST',
    '/v1/authorizations',
    consultOrder(orderNo, memberId, amount),
  );
  return `/v1/authorizations/${body.authorizationId}`;
}

const capture = (authorization: string, captureNo: string, amount: number, final = false) =>
  hospital('POST', `${authorization}/captures`, { captureNo, final, lines: [{ lineNo: 1, quantity: '0.1', amount }] });

/** How the one limit stands, as `used + held`. */
async function standing(memberId: string): Promise<string> {
  const { body } = await hospital<{ coverages: { benefits: { limits: { used: number; held: number }[] }[] }[] }>(
    'POST',
    '/v1/eligibility-checks',
    { member: { memberId } },
  );
  const limit = body.coverages[0]?.benefits[0]?.limits[0];
  return `${limit?.used} + ${limit?.held}`;
}

describe('an authorization captured in several parts', () => {
  it.each([
    ['amount', ['0 + 10000', '3000 + 7000', '5500 + 4500', '6000 + 0']],
    ['pool', ['0 + 10000', '3000 + 7000', '5500 + 4500', '6000 + 0']],
    // counted with the first part; the others take nothing more, and find the hold as they left it
    ['count', ['0 + 1', '1 + 0', '1 + 0', '1 + 0']],
  ])('of a plan with a limit by %s stands as captured after each of them', async (planId, expected) => {
    const member = `M-${planId}`;
    const authorization = await authorize(`HX-${planId}`, member, 10_000);
    const seen = [await standing(member)];
    for (const [captureNo, amount, final] of [
      ['1', 3_000],
      ['2', 2_500],
      ['3', 500, true],
    ] as const) {
      expect(await capture(authorization, captureNo, amount, final)).toMatchObject({ status: 201 });
      seen.push(await standing(member));
    }
    expect(seen).toEqual(expected);
  });
});
