import { orderIdOf } from '../../lambdas/storage/keys.ts';
import {
  fullAuthorization,
  fullCapture,
  fullEligibilityCheck,
  fullEnrolment,
  fullFormularyEntry,
  fullOrder,
  fullPlan,
  fullReversal,
  fullSettlement,
} from '../contracts/full-bodies.ts';
import { consultOrder, consultPlan, coverageOf } from '../support/documents.ts';

/** An order that is authorised before anything is spoilt. */
export const heldOrder = consultOrder('HX-HELD', 'M-1001', [900, 1_500]);
const held = `/v1/authorizations/${orderIdOf('hospital-a', heldOrder.orderNo)}.1`;

/** A plan, a coverage and a hold that are there, so that garbage does not only meet the first of the checks. */
export const documents = [
  { method: 'PUT', target: '/v1/plans/ehealth-direct/versions/3', partner: 'insurer-a', body: fullPlan },
  { method: 'PUT', target: '/v1/plans/garbage/versions/1', partner: 'insurer-a', body: consultPlan('garbage') },
  { method: 'PUT', target: '/v1/formularies/core/versions/3', partner: 'insurer-a', body: [fullFormularyEntry] },
  { method: 'PUT', target: '/v1/coverages/C-1', partner: 'insurer-a', body: fullEnrolment },
  { method: 'PUT', target: '/v1/coverages/C-2', partner: 'insurer-a', body: coverageOf('M-1001', 'ehealth-direct') },
  { method: 'POST', target: '/v1/eligibility-checks', partner: 'hospital-a', body: fullEligibilityCheck },
  { method: 'POST', target: '/v1/quotes', partner: 'hospital-a', body: fullOrder },
  { method: 'POST', target: '/v1/settlements', partner: 'hospital-a', body: fullSettlement },
  { method: 'POST', target: '/v1/authorizations', partner: 'hospital-a', body: { ...fullAuthorization, orderNo: 'A' } },
  { method: 'POST', target: `${held}/captures`, partner: 'hospital-a', body: fullCapture },
  { method: 'POST', target: '/v1/orders/HX-HELD/reversals', partner: 'hospital-a', body: fullReversal },
] as const;
