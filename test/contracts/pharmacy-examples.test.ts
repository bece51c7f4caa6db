import { afterAll, beforeAll, expect, it } from 'vitest';
import { enrolmentExample } from '../../lambdas/contracts/reference/insurer-examples.ts';
import { prescriptionExample, prescriptionRequestExample } from '../../lambdas/contracts/reference/order-examples.ts';
import * as pharmacy from '../../lambdas/contracts/reference/pharmacy-examples.ts';
import { formularyDocuments, planDocuments } from '../../local/demo/demo-documents.ts';
import type { PharmacyEvent } from '../../lambdas/contracts/pharmacy-event.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { PharmacyLife } from '../support/pharmacy.ts';
import { pharmacyLife } from '../support/pharmacy.ts';

const PLAN_ID = pharmacy.submittedAnswerExample.plan.planId;

let connector: Connector;
let life: PharmacyLife;
beforeAll(async () => {
  connector = await startCheckedConnector({ now: '2026-11-21T10:20:00.000+08:00' });
  life = pharmacyLife(connector);
  const insurer = connector.as('insurer-a');
  for (const { path, entries } of formularyDocuments('plans')) await insurer.request('PUT', path, entries);
  const plan = planDocuments('plans').find(({ planId }) => planId === PLAN_ID);
  await insurer.request('PUT', `/v1/plans/${PLAN_ID}/versions/${plan?.version}`, plan);
  await insurer.request('PUT', '/v1/coverages/C-2026-1', { ...enrolmentExample, planId: PLAN_ID });
});
afterAll(() => connector.stop());

it('shows in every example of the pharmacy what the product answers', async () => {
  expect((await life.prescribe('RX-881', prescriptionRequestExample)).body).toEqual(prescriptionExample);
  const tell = async (now: string, event: PharmacyEvent) => {
    connector.setNow(`2026-11-21T${now}+08:00`);
    const { status, body } = await life.send(event);
    return { status, body };
  };
  const { submittedExample, dispensedExample, returnedExample, deliveredExample, cancelledExample } = pharmacy;
  const other = { ...returnedExample, data: { ...returnedExample.data, orderNo: 'YF20261121000457' } };
  expect(await tell('11:05:01.000', other)).toEqual({ status: 202, body: pharmacy.waitingExample });
  const submitted = { status: 200, body: pharmacy.submittedAnswerExample };
  expect(await tell('11:05:02.114', submittedExample)).toEqual(submitted);
  expect(await tell('11:20:01.530', dispensedExample)).toEqual({ status: 200, body: pharmacy.appliedExample });
  expect(await tell('11:20:31.007', dispensedExample)).toEqual({ status: 200, body: pharmacy.supersededExample });
  for (const event of [deliveredExample, returnedExample, cancelledExample])
    expect(await tell('17:42:03.200', event)).toMatchObject({ status: 200, body: { status: 'applied' } });
});
