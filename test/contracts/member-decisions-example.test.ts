import { afterAll, beforeAll, expect, it } from 'vitest';
import * as insurer from '../../lambdas/contracts/reference/insurer-examples.ts';
import { memberDecisionsExample } from '../../lambdas/contracts/reference/member-decisions-example.ts';
import { orderExample } from '../../lambdas/contracts/reference/order-examples.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';

let connector: Connector;

beforeAll(async () => {
  connector = await startCheckedConnector({ now: '2026-11-20T10:05:02.114+08:00' });
});
afterAll(() => connector.stop());

async function ask(by: 'hospital-a' | 'insurer-a', method: string, path: string, body?: unknown) {
  const { status, body: answer } = await connector.as(by).request(method, path, body);
  expect(status).toBeLessThan(300);
  return answer;
}

it("shows in the example of a member's decisions what the product answers", async () => {
  await ask('insurer-a', 'PUT', '/v1/plans/ehealth-direct/versions/3', insurer.planExample);
  await ask('insurer-a', 'PUT', '/v1/coverages/C-2026-1', insurer.enrolmentExample);
  const lines = orderExample.lines.map((line) => ({ ...line, amount: 46_500 }));
  await ask('hospital-a', 'POST', '/v1/settlements', { ...orderExample, orderNo: 'before', lines });
  connector.advance(86_400);
  await ask('hospital-a', 'POST', '/v1/settlements', orderExample);
  const { memberId, from, to } = memberDecisionsExample;
  expect(await ask('hospital-a', 'GET', `/v1/members/${memberId}/decisions?from=${from}&to=${to}`)).toEqual(
    memberDecisionsExample,
  );
});
