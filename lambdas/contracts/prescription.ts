import * as z from 'zod';
import type { IssuedPrescription } from '../domain/issued-prescription.ts';
import { parseQuantity } from '../domain/quantity.ts';
import { memberReference } from './member.ts';
import { diagnosis, MAX_DAYS_SUPPLY, MAX_DIAGNOSES } from './order.ts';
import { identifier, instant, nameText, quantityText } from './primitives.ts';

/** 处方管理办法 article 6: a prescription has at most five drugs. */
const MAX_ITEMS = 5;
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

export const withdrawalRequest = z.strictObject({ reason: nameText });

export type WithdrawalRequest = z.infer<typeof withdrawalRequest>;
export type PrescriptionRequest = z.infer<typeof prescriptionRequest>;

/** What a body prescribes, for the member whom it means. The same instant in another offset says the same. */
export function toPrescription(body: PrescriptionRequest, memberId: string): IssuedPrescription {
  const { consultOrderNo, diagnoses, doctorId, reviewedBy, longTerm = false } = body;
  return {
    ...{ memberId, consultOrderNo, doctorId, reviewedBy, longTerm },
    diagnoses: diagnoses.map(({ code, name }) => (name === undefined ? { code } : { code, name })),
    issuedAt: Date.parse(body.issuedAt),
    reviewedAt: optionalInstant(body.reviewedAt),
    validUntil: optionalInstant(body.validUntil),
    items: body.items.map(({ code, name, quantity, daysSupply, refills = 0 }) => ({
      ...{ code, name, daysSupply, refills },
      quantity: parseQuantity(quantity),
    })),
  };
}

const optionalInstant = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text);
