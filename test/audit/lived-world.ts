import { expect } from 'vitest';
import { auditTable } from '../../audit/audit-table.ts';
import type { InvariantId } from '../../audit/invariants.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, coverageOf, yearlyAmount } from '../support/documents.ts';
import { patient, publishDrugs } from '../support/drug-orders.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';
import { event, pharmacyLife } from '../support/pharmacy.ts';

/** A little of everything that can happen to orders under limits of every kind, all of it by the doors of the product. */
export async function liveALittle(connector: Connector): Promise<void> {
  await openPlans(connector);
  const life = orderLife(connector);
  const settled = async (...order: Parameters<typeof consultOrder>): Promise<void> => {
    expect((await life.settle(consultOrder(...order))).status).toBe(201);
  };
  const held = async (...order: Parameters<typeof consultOrder>): Promise<string> => {
    const { status, body } = await life.authorize(consultOrder(...order), 86_400);
    expect([status, body.status]).toEqual([201, 'authorized']);
    return 'authorizationId' in body ? body.authorizationId : '';
  };
  await settled('HX-1', 'M-1', [3_000, 1_999]);
  await settled('HX-2', 'M-2', 2_000, { serviceAt: '2026-05-20T09:00:00+08:00' });
  const amended = coverageOf('M-1', 'all', { familyId: 'F-1', priority: 7 });
  expect((await connector.as('insurer-a').request('PUT', '/v1/coverages/C-M-1', amended)).status).toBe(200);
  await settled('HX-3', 'M-1', 1_000);
  expect((await life.reverse('HX-3', { reversalNo: 'R1', reason: 'error' })).status).toBe(201);
  await held('HX-OPEN', 'M-1', 1_500);
  const partly = await held('HX-PARTLY', 'M-2', [1_000, 2_000]);
  for (const captureNo of ['C1', 'C2']) {
    const lines = [{ lineNo: 2, amount: captureNo === 'C1' ? 700 : 300, quantity: '0.3' }];
    expect((await life.capture(partly, { captureNo, lines, final: false })).status).toBe(201);
  }
  const captured = await held('HX-CAPTURED', 'M-2', 1_100);
  expect((await life.capture(captured, { captureNo: 'C1', final: true })).status).toBe(201);
  expect((await life.release(await held('HX-VOID', 'M-1', 900))).status).toBe(200);
  await settled('HX-LAST', 'M-3', 1_000_000);
  await dispense(connector);
}

async function openPlans(connector: Connector): Promise<void> {
  const pool = await connector.as('insurer-a').request('PUT', '/v1/pools/P', { budget: 900_000, shards: 3 });
  expect(pool.status).toBe(201);
  const limits = [
    ...[yearlyAmount('year', 400_000), yearlyAmount('family', 500_000, { scope: 'family' })],
    ...[yearlyAmount('pool', 800_000, { scope: { pool: 'P' } }), yearlyAmount('life', 700_000, { per: 'lifetime' })],
    ...[yearlyAmount('rolling', 300_000, { per: { rollingDays: 40 } })],
  ];
  await publish(connector, 'all', { benefits: [consultBenefit({ coinsuranceBps: 1_500, limits })] });
  await publish(connector, 'plain', { benefits: [consultBenefit({ limits: [yearlyAmount('plain', 30_000)] })] });
  await enrol(connector, 'M-1', 'all', { familyId: 'F-1' });
  await enrol(connector, 'M-2', 'all', { familyId: 'F-1' });
  await enrol(connector, 'M-3', 'plain');
}

/** Drugs by a pharmacy's events, one of which waits; and by parts given back. */
async function dispense(connector: Connector): Promise<void> {
  const pharmacy = pharmacyLife(connector);
  await publishDrugs(connector);
  const drugs = await patient(connector, pharmacy, 'RX');
  const sent = [
    ...[event.dispensed('PH-1'), drugs.submitted('PH-1', 4), event.delivered('PH-1')],
    ...[event.returned('PH-1', 'B1'), event.returned('PH-1', 'B2')],
  ];
  for (const [index, one] of sent.entries()) expect((await pharmacy.send(one, `W-${index}`)).status).toBeLessThan(300);
  const ofPharmacy = drugs.order('PH-2', 2, { serviceAt: '2026-06-16T09:00:00+08:00' });
  expect((await pharmacy.send(event.submitted(ofPharmacy))).status).toBeLessThan(300);
}

/** How often each invariant was found not to hold, where it was. */
export async function found(connector: Connector): Promise<Partial<Record<InvariantId, number>>> {
  const { client, tableName } = connector;
  const { verdicts, unread } = await auditTable({ client, table: tableName, now: connector.now(), factsAlone: true });
  expect(unread).toEqual([]);
  return Object.fromEntries(verdicts.filter((one) => one.found > 0).map((one) => [one.invariant, one.found]));
}
