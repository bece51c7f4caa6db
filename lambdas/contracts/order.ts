import * as z from 'zod';
import { LINE_CATEGORIES, ORDER_KINDS, VISIT_MODES, VISIT_TYPES } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import { parseQuantity } from '../domain/quantity.ts';
import type { HashIdentity } from './member.ts';
import { memberReference, toMemberReference } from './member.ts';
import { eachLineOnce, priorPaymentsWithinLines } from './order-checks.ts';
import {
  diagnosisCode,
  fen,
  identifier,
  instant,
  labelText,
  nameText,
  quantityText,
  regionCode,
} from './primitives.ts';

export const MAX_LINES = 50;
export const MAX_DIAGNOSES = 20;
const MAX_PRIOR_PAYMENTS = 100;
const MAX_LINE_NO = 9_999;
export const MAX_DAYS_SUPPLY = 366;

export const visit = z.strictObject({
  type: z.enum(VISIT_TYPES),
  mode: z.enum(VISIT_MODES),
  department: labelText.optional(),
  doctorId: identifier.optional(),
  priorDiagnosisEvidence: z.boolean().optional(),
  guardianPresent: z.boolean().optional(),
});

export const diagnosis = z.strictObject({ code: diagnosisCode, name: nameText.optional() });

export const lineNo = z.int().min(1).max(MAX_LINE_NO);

export const orderLine = z.strictObject({
  lineNo,
  category: z.enum(LINE_CATEGORIES),
  code: identifier.optional(),
  name: nameText,
  quantity: quantityText,
  amount: fen,
  daysSupply: z.int().min(1).max(MAX_DAYS_SUPPLY).optional(),
});

export const priorPayment = z.strictObject({ payer: identifier, lineNo, amount: fen });

const orderFields = {
  orderNo: identifier,
  kind: z.enum(ORDER_KINDS),
  serviceAt: instant,
  member: memberReference,
  region: regionCode.optional(),
  visit: visit.optional(),
  prescriptionNo: identifier.optional(),
  diagnoses: z.array(diagnosis).max(MAX_DIAGNOSES).optional(),
  lines: z.array(orderLine).min(1).max(MAX_LINES).check(eachLineOnce),
  priorPayments: z.array(priorPayment).max(MAX_PRIOR_PAYMENTS).optional(),
};

export const quoteToken = z.string().regex(/^[A-Za-z0-9_.-]{1,2048}$/, 'must be the quoteToken of a quote');

export const orderRequest = z.strictObject(orderFields).check(priorPaymentsWithinLines);
export const quoteRequest = orderRequest;
export const settlementRequest = z
  .strictObject({ ...orderFields, quoteToken: quoteToken.optional() })
  .check(priorPaymentsWithinLines);

/** 60 seconds to 30 days. */
export const holdSeconds = z.int().min(60).max(2_592_000);

/** An order whose limits are to be held. */
export const authorizationRequest = z
  .strictObject({ ...orderFields, expiresInSeconds: holdSeconds.optional() })
  .check(priorPaymentsWithinLines);

export type AuthorizationRequest = z.infer<typeof authorizationRequest>;
export type OrderRequest = z.infer<typeof orderRequest>;
export type SettlementRequest = z.infer<typeof settlementRequest>;

/** The order that a body describes. Lines in `lineNo` order, because everything is consumed in that order (docs/plans.md C). */
export function toOrder(body: OrderRequest, { hashIdentity }: { hashIdentity: HashIdentity }): Order {
  return {
    orderNo: body.orderNo,
    kind: body.kind,
    serviceAt: body.serviceAt,
    member: toMemberReference(body.member, hashIdentity),
    region: body.region,
    visit: body.visit,
    prescriptionNo: body.prescriptionNo,
    diagnoses: body.diagnoses ?? [],
    lines: body.lines
      .map((line) => ({ ...line, quantity: parseQuantity(line.quantity) }))
      .sort((one, other) => one.lineNo - other.lineNo),
    priorPayments: body.priorPayments ?? [],
  };
}
