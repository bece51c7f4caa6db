import { expect } from 'vitest';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import type { Connector } from './connector.ts';
import { dispensed } from './dispensing.ts';
import { drugBenefit, drugEntry, prescriptionOf, yearlyAmount } from './documents.ts';
import { enrol, publish, publishFormulary } from './enrolment.ts';
import type { EventSent, PharmacyLife } from './pharmacy.ts';
import { event } from './pharmacy.ts';

const DRUG = 'XA10BAE021A010010201650';

/** A plan that pays nine tenths of a drug on prescription, up to 1,000.00 a year unless it says otherwise. */
export async function publishDrugs(
  connector: Connector,
  planId = 'drugs',
  over: Partial<PlanRequest['benefits'][number]> = {},
): Promise<void> {
  const limits = [yearlyAmount('drugs-year', 100_000)];
  await publishFormulary(connector, `core-of-${planId}`, [drugEntry(DRUG, { otc: false })]);
  await publish(connector, planId, {
    benefits: [drugBenefit(`core-of-${planId}`, { coinsuranceBps: 1_000, limits, ...over })],
  });
}

const YEAR = { issuedAt: '2026-01-01T00:00:00+08:00', reviewedAt: undefined, validUntil: '2026-12-31T00:00:00+08:00' };

/** The prescription by which every order of the patient is filled. */
export const prescribed = ({ memberId }: Patient) => prescriptionOf(memberId, [{ code: DRUG, quantity: '9000' }], YEAR);

/** A member with a prescription, and the orders of a pharmacy that fill it. */
export interface Patient {
  readonly memberId: string;
  readonly prescriptionNo: string;
  /** two units for 20.00, of which insurers pay 18.00; or so many */
  order(orderNo: string, quantity?: number, over?: Partial<OrderRequest>): OrderRequest;
  submitted(orderNo: string, quantity?: number): EventSent;
}

export async function patient(
  connector: Connector,
  { prescribe }: PharmacyLife,
  name: string,
  planId = 'drugs',
): Promise<Patient> {
  const [memberId, prescriptionNo] = [`M-${name}`, `RX-${name}`];
  const order: Patient['order'] = (orderNo, quantity = 2, over = {}) =>
    dispensed(orderNo, memberId, [{ code: DRUG, quantity, daysSupply: 7 }], { prescriptionNo, ...over });
  const submitted: Patient['submitted'] = (orderNo, quantity) => event.submitted(order(orderNo, quantity));
  const made = { memberId, prescriptionNo, order, submitted };
  await enrol(connector, memberId, planId);
  expect((await prescribe(prescriptionNo, prescribed(made))).status).toBe(201);
  return made;
}
