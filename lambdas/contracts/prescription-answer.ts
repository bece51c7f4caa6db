import * as z from 'zod';
import { shanghaiInstant } from '../domain/calendar.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { Balances } from '../domain/accumulator.ts';
import type { IssuedPrescription } from '../domain/issued-prescription.ts';
import { isReviewedAt, itemsLeft, validUntilOf } from '../domain/issued-prescription.ts';
import { formatQuantity } from '../domain/quantity.ts';
import { identifier, nameText } from './primitives.ts';

/** Unlike a quantity that is asked for, it may be 0, and refills may take it above 99999.9999. */
const quantityTotal = z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,4})?$/);

/** An instant of the body, or three days later: it may lie just outside of the years that a body may name. */
const shanghaiText = z.iso.datetime({ offset: true });

export const prescribedItemLeft = z.looseObject({
  code: identifier,
  name: nameText,
  allowed: quantityTotal,
  used: quantityTotal,
  held: quantityTotal,
  remaining: quantityTotal,
});

export const prescriptionAnswer = z.looseObject({
  prescriptionNo: identifier,
  memberId: identifier,
  status: z.enum(['issued', 'awaiting-review', 'voided']),
  issuedAt: shanghaiText,
  validUntil: shanghaiText,
  items: z.array(prescribedItemLeft),
});

export const withdrawalAnswer = z.looseObject({
  prescriptionNo: identifier,
  status: z.literal('voided'),
  voidedAt: shanghaiText,
  exceptions: z.array(identifier),
});

export type WithdrawalAnswer = z.infer<typeof withdrawalAnswer>;
export type PrescriptionAnswer = z.infer<typeof prescriptionAnswer>;

/** A prescription as it stands at an instant, with what is left of each code. */
export function renderPrescription(
  issued: IssuedPrescription,
  prescriptionNo: string,
  balances: Balances,
  now: EpochMs,
): PrescriptionAnswer {
  return {
    ...{ prescriptionNo, memberId: issued.memberId },
    status: issued.voided === true ? 'voided' : isReviewedAt(issued, now) ? 'issued' : 'awaiting-review',
    issuedAt: shanghaiInstant(issued.issuedAt),
    validUntil: shanghaiInstant(validUntilOf(issued)),
    items: itemsLeft(issued, prescriptionNo, balances).map(({ code, name, allowed, used, held }) => ({
      ...{ code, name, allowed: formatQuantity(allowed), used: formatQuantity(used), held: formatQuantity(held) },
      remaining: formatQuantity(allowed - used - held),
    })),
  };
}
