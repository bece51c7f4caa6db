import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultPlan, drugBenefit, drugEntry, drugOrder } from '../support/documents.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  await publishFormulary(connector, 'figures', [drugEntry('A')]);
  await publish(connector, 'on-figures', { benefits: [drugBenefit('figures', { priceCap: 'formulary' })] });
  await enrol(connector, 'M-FIGURES', 'on-figures');
  await operationsOf('/v1/settlements', 'HX-WARM');
});
afterAll(() => connector.stop());

/** The calls of one order, without the claim of its nonce. */
async function operationsOf(target: string, orderNo: string) {
  connector.traffic.take();
  const order = drugOrder(orderNo, 'M-FIGURES', 'A');
  const { body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', target, order);
  expect(body.totals.patient).toBe(0);
  const operations = connector.traffic.take().map(({ operation }) => operation);
  return operations.filter((operation) => operation !== 'PutItem');
}

describe('an order that is paid by a formulary', () => {
  it('costs no round trip for it once it is on the shelf', async () => {
    expect(await operationsOf('/v1/settlements', 'HX-1')).toEqual(['BatchGetItem', 'TransactWriteItems']);
    expect(await operationsOf('/v1/quotes', 'HX-2')).toEqual(['BatchGetItem']);
  });

  it('reads the lists of versions again after any publication, and the content only where it is new', async () => {
    await connector.as('insurer-b').request('PUT', '/v1/plans/other/versions/1', consultPlan('other'));
    expect(await operationsOf('/v1/quotes', 'HX-3')).toEqual(['BatchGetItem', 'BatchGetItem', 'BatchGetItem']);
    await publishFormulary(connector, 'figures', [drugEntry('A'), drugEntry('B')], 2);
    expect(await operationsOf('/v1/quotes', 'HX-4')).toEqual(Array.from({ length: 4 }, () => 'BatchGetItem'));
    expect(await operationsOf('/v1/quotes', 'HX-5')).toEqual(['BatchGetItem']);
  });
});
