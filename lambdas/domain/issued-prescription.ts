import type { Balances } from './accumulator.ts';
import { NOTHING } from './accumulator.ts';
import type { EpochMs } from './calendar.ts';
import type { Diagnosis } from './order.ts';
import type { PrescribedItem, Prescription } from './prescription.ts';
import { prescriptionId } from './prescription.ts';
import type { Quantity } from './quantity.ts';

/** What a hospital has prescribed, as it is kept. */
export interface IssuedPrescription {
  readonly memberId: string;
  readonly consultOrderNo?: string | undefined;
  readonly diagnoses: readonly Diagnosis[];
  readonly doctorId: string;
  readonly issuedAt: EpochMs;
  readonly reviewedBy?: string | undefined;
  readonly reviewedAt?: EpochMs | undefined;
  readonly validUntil?: EpochMs | undefined;
  readonly longTerm: boolean;
  /** its hospital has withdrawn it */
  readonly voided?: boolean | undefined;
  readonly items: readonly IssuedItem[];
}

export interface IssuedItem {
  readonly code: string;
  readonly name: string;
  readonly quantity: Quantity;
  readonly daysSupply: number;
  readonly refills: number;
}

/** One code of a prescription with what has become of it. */
export interface ItemLeft {
  readonly code: string;
  readonly name: string;
  /** in all, refills included */
  readonly allowed: Quantity;
  readonly used: Quantity;
  readonly held: Quantity;
}

/** 处方管理办法 article 18 gives a prescription up to three days. */
const DEFAULT_VALIDITY_MS = 72 * 3_600_000;

/** The last instant at which it may be filled. */
export const validUntilOf = ({ issuedAt, validUntil }: IssuedPrescription): EpochMs =>
  validUntil ?? issuedAt + DEFAULT_VALIDITY_MS;

/** A prescription takes effect when a pharmacist has reviewed it (互联网诊疗监管细则（试行）, article 21; 处方管理办法, article 35). */
export const isReviewedAt = ({ reviewedBy, reviewedAt }: IssuedPrescription, instant: EpochMs): boolean =>
  reviewedBy !== undefined && (reviewedAt === undefined || reviewedAt <= instant);

/** A prescription as an order meets it by which nothing is handed over before `from`; `balances` hold what was taken from it before. */
export function prescriptionAt(
  issued: IssuedPrescription,
  prescriptionNo: string,
  from: EpochMs,
  balances: Balances,
): Prescription {
  const items = itemsLeft(issued, prescriptionNo, balances).map(
    ({ code, allowed, used, held }): [string, PrescribedItem] => [
      code,
      { allowed, taken: used + held, daysSupply: daysSupplyOf(issued, code) },
    ],
  );
  return {
    ...{ prescriptionNo, memberId: issued.memberId, voided: issued.voided === true, issuedAt: issued.issuedAt },
    reviewed: isReviewedAt(issued, from),
    validUntil: validUntilOf(issued),
    longTerm: issued.longTerm,
    items: new Map(items),
  };
}

/** Each code once: one that is prescribed twice allows both quantities. */
export function itemsLeft(
  { items }: IssuedPrescription,
  prescriptionNo: string,
  balances: Balances,
): readonly ItemLeft[] {
  const byCode = new Map<string, ItemLeft>();
  for (const { code, name, quantity, refills } of items) {
    const before = byCode.get(code);
    const { used, held } = balances.get(prescriptionId(prescriptionNo, code)) ?? NOTHING;
    const allowed = (before?.allowed ?? 0) + quantity * (1 + refills);
    byCode.set(code, { code, name: before?.name ?? name, allowed, used, held });
  }
  return [...byCode.values()];
}

/** Of a code that is prescribed twice, the longer supply. */
const daysSupplyOf = ({ items }: IssuedPrescription, code: string): number =>
  Math.max(...items.filter((item) => item.code === code).map(({ daysSupply }) => daysSupply));
