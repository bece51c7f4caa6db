import { afterAll, beforeAll, expect, it } from 'vitest';
import * as insurer from '../../lambdas/contracts/reference/insurer-examples.ts';
import * as order from '../../lambdas/contracts/reference/order-examples.ts';
import { type Connector, startConnector } from '../support/connector.ts';

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector({ now: '2026-11-21T10:05:02.114+08:00' });
});
afterAll(() => connector.stop());

async function ask(by: 'hospital-a' | 'insurer-a', method: string, path: string, body?: unknown) {
  const { status, body: answer } = await connector.as(by).request(method, path, body);
  expect(status).toBeLessThan(300);
  return answer;
}

it('shows in every example of the reference what the product answers', async () => {
  expect(await ask('insurer-a', 'PUT', '/v1/plans/ehealth-direct/versions/3', insurer.planExample)).toEqual(
    insurer.publishedPlanExample,
  );
  expect(await ask('insurer-a', 'PUT', '/v1/coverages/C-2026-1', insurer.enrolmentExample)).toEqual(
    insurer.coverageExample,
  );
  expect(await ask('insurer-a', 'PUT', '/v1/pools/relief-2026', insurer.poolRequestExample)).toEqual(
    insurer.poolExample,
  );
  const lines = order.orderExample.lines.map((line) => ({ ...line, amount: 46_500 }));
  await ask('hospital-a', 'POST', '/v1/settlements', { ...order.orderExample, orderNo: 'before', lines });

  expect(await ask('hospital-a', 'POST', '/v1/eligibility-checks', order.eligibilityRequestExample)).toEqual(
    order.eligibilityExample,
  );
  const quote = await ask('hospital-a', 'POST', '/v1/quotes', order.orderExample);
  expect(quote).toEqual({ ...order.quoteExample, quoteToken: quote['quoteToken'] });
  const settled = await ask('hospital-a', 'POST', '/v1/settlements', {
    ...order.settlementExample,
    quoteToken: quote['quoteToken'],
  });
  expect(settled).toEqual(order.settledExample);
  expect(await ask('hospital-a', 'GET', `/v1/orders/${order.orderExample.orderNo}`)).toEqual(order.orderRecordExample);
});
