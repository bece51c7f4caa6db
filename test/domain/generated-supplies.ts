import * as fc from 'fast-check';
import type { Formularies, FormularyEntry } from '../../lambdas/domain/formulary.ts';
import type { Prescription } from '../../lambdas/domain/prescription.ts';
import { CODES, FORMULARIES, maybe, mostly, seldom } from './generated-plan.ts';

export const MEMBER = 'M-1';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const entry: fc.Arbitrary<Omit<FormularyEntry, 'code'>> = fc.record({
  maxUnitPrice: maybe(fc.nat(2_000)),
  tier: fc.constantFrom('A', 'B', undefined),
  maxDaysSupply: seldom(fc.integer({ min: 1, max: 30 })),
  otc: fc.constantFrom(true, false, undefined),
  prohibited: mostly<boolean | undefined>(undefined, true),
});
export const generatedFormularies: fc.Arbitrary<Formularies> = fc
  .array(fc.array(entry, { minLength: 1, maxLength: CODES.length }), { minLength: 2, maxLength: 2 })
  .map(
    (lists) =>
      new Map(
        FORMULARIES.map((formularyId, i) => [
          formularyId,
          {
            formularyId,
            version: 1,
            entries: new Map(lists[i]?.map((one, k) => [CODES[k] ?? '', { code: CODES[k] ?? '', ...one }])),
          },
        ]),
      ),
  );

export const generatedPrescription = fc.record({
  memberId: mostly(MEMBER, 'M-2'),
  voided: mostly(false, true),
  reviewed: mostly(true, false),
  longTerm: fc.boolean(),
  issued: mostly(-HOUR, 0, 1, -10 * DAY),
  until: mostly(HOUR, 0, -1, 72 * HOUR),
  items: fc.array(
    fc.record({
      allowed: fc.integer({ min: 1, max: 8 }),
      taken: mostly(0, 1, 0.5),
      daysSupply: fc.integer({ min: 1, max: 30 }),
    }),
    {
      minLength: 1,
      maxLength: CODES.length,
    },
  ),
});

export const generatedFills: fc.Arbitrary<readonly { code: string; day: number; daysSupply: number }[]> = fc.array(
  fc.record({ code: fc.constantFrom(...CODES), day: fc.integer({ min: -50, max: 20 }), daysSupply: fc.nat(30) }),
  { maxLength: 3 },
);

/** A prescription as an order of an instant meets it. */
export function prescribed(
  { items, issued, until, ...one }: typeof generatedPrescription extends fc.Arbitrary<infer T> ? T : never,
  servedAt: number,
): Prescription {
  return {
    ...one,
    ...{ prescriptionNo: 'RX-1', issuedAt: servedAt + issued, validUntil: servedAt + until },
    items: new Map(
      items.map((item, i) => [
        CODES[i] ?? '',
        { ...item, allowed: item.allowed * 10_000, taken: Math.min(item.allowed, item.taken) * 10_000 },
      ]),
    ),
  };
}
