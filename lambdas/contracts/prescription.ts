import * as z from 'zod';
import type { EpochMs } from '../domain/calendar.ts';
import type { PrescribedItem, Prescription } from '../domain/prescription.ts';
import { parseQuantity } from '../domain/quantity.ts';
import { memberReference } from './member.ts';
import { diagnosis, MAX_DAYS_SUPPLY, MAX_DIAGNOSES } from './order.ts';
import { identifier, instant, nameText, quantityText } from './primitives.ts';

const MAX_ITEMS = 50;
const MAX_REFILLS = 99;

export const prescribedItem = z.strictObject({
  code: identifier,
  name: nameText,
  quantity: quantityText,
  daysSupply: z.int().min(1).max(MAX_DAYS_SUPPLY),
  refills: z.int().min(0).max(MAX_REFILLS).optional(),
});

/** What a hospital prescribes. */
export const prescriptionRequest = z.strictObject({
  consultOrderNo: identifier.optional(),
  member: memberReference,
  diagnoses: z.array(diagnosis).max(MAX_DIAGNOSES),
  doctorId: identifier,
  issuedAt: instant,
  reviewedBy: identifier.optional(),
  reviewedAt: instant.optional(),
  validUntil: instant.optional(),
  longTerm: z.boolean().optional(),
  items: z.array(prescribedItem).min(1).max(MAX_ITEMS),
});

export type PrescriptionRequest = z.infer<typeof prescriptionRequest>;

const DEFAULT_VALIDITY_MS = 72 * 3_600_000;

/**
 * A prescription as an order served at an instant meets it before anything was taken from it. It ends 72 hours after it was issued
 * unless it says otherwise, and counts as reviewed from the pharmacist's review on. A code that is on it twice allows both.
 */
export function toPrescription(
  body: PrescriptionRequest,
  prescriptionNo: string,
  memberId: string,
  servedAt: EpochMs,
): Prescription {
  const issuedAt = Date.parse(body.issuedAt);
  const { reviewedBy, reviewedAt, validUntil } = body;
  return {
    ...{ prescriptionNo, memberId, issuedAt, voided: false },
    reviewed: reviewedBy !== undefined && (reviewedAt === undefined || Date.parse(reviewedAt) <= servedAt),
    validUntil: validUntil === undefined ? issuedAt + DEFAULT_VALIDITY_MS : Date.parse(validUntil),
    longTerm: body.longTerm === true,
    items: itemsByCode(body.items),
  };
}

function itemsByCode(items: PrescriptionRequest['items']): ReadonlyMap<string, PrescribedItem> {
  const byCode = new Map<string, PrescribedItem>();
  for (const { code, quantity, refills = 0, daysSupply } of items) {
    const before = byCode.get(code);
    const allowed = (before?.allowed ?? 0) + parseQuantity(quantity) * (1 + refills);
    byCode.set(code, { allowed, taken: 0, daysSupply: Math.max(before?.daysSupply ?? 0, daysSupply) });
  }
  return byCode;
}
