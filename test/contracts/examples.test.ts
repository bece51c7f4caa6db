import { afterAll, beforeAll, expect, it } from 'vitest';
import * as claim from '../../lambdas/contracts/reference/claim-operations.ts';
import * as insurer from '../../lambdas/contracts/reference/insurer-examples.ts';
import * as movement from '../../lambdas/contracts/reference/movement-examples.ts';
import * as order from '../../lambdas/contracts/reference/order-examples.ts';
import { type Connector, startConnector } from '../support/connector.ts';

const NOW = '2026-11-21T10:05:02.114+08:00';

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector({ now: NOW });
});
afterAll(() => connector.stop());

async function ask(by: 'hospital-a' | 'insurer-a', method: string, path: string, body?: unknown) {
  const { status, body: answer } = await connector.as(by).request(method, path, body);
  expect(status).toBeLessThan(300);
  return answer;
}

/** An authorization that is captured in part and given back, and one that is voided: afterwards the limits stand as before. */
async function playMovements(): Promise<void> {
  const authorized = await ask('hospital-a', 'POST', '/v1/authorizations', movement.authorizationRequestExample);
  expect(authorized).toEqual(movement.authorizedExample);
  const { authorizationId } = movement.authorizedExample;
  const captures = `/v1/authorizations/${authorizationId}/captures`;
  expect(await ask('hospital-a', 'POST', captures, movement.captureRequestExample)).toEqual(movement.capturedExample);
  const reversals = `/v1/orders/${movement.authorizationRequestExample.orderNo}/reversals`;
  expect(await ask('hospital-a', 'POST', reversals, movement.reversalRequestExample)).toEqual(movement.reversedExample);
  const other = { ...movement.authorizationRequestExample, orderNo: movement.voidedExample.orderNo };
  await ask('hospital-a', 'POST', '/v1/authorizations', other);
  connector.setNow(movement.voidedExample.voidedAt);
  const voiding = `/v1/authorizations/${movement.voidedExample.authorizationId}/void`;
  expect(await ask('hospital-a', 'POST', voiding, {})).toEqual(movement.voidedExample);
  connector.setNow(NOW);
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
  await playMovements();
  const quote = await ask('hospital-a', 'POST', '/v1/quotes', order.orderExample);
  expect(quote).toEqual({ ...order.quoteExample, quoteToken: quote['quoteToken'] });
  const settled = await ask('hospital-a', 'POST', '/v1/settlements', {
    ...order.settlementExample,
    quoteToken: quote['quoteToken'],
  });
  expect(settled).toEqual(order.settledExample);
  expect(await ask('hospital-a', 'GET', `/v1/orders/${order.orderExample.orderNo}`)).toEqual(order.orderRecordExample);
  await connector.deliverStreams();
  const { submittedAt, ...answered } = claim.answeredClaimExample;
  connector.setNow(submittedAt ?? NOW);
  const path = `/v1/claims/${answered.claimId}`;
  // nobody has submitted it here
  const untried = { ...answered, attempts: 0 };
  expect(await ask('insurer-a', 'POST', `${path}/result`, claim.claimResultExample)).toEqual(untried);
  expect(await ask('insurer-a', 'GET', path)).toEqual(untried);
});
