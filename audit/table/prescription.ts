import type { Item } from './item.ts';
import { listAt, numberAt, textAt, textIn } from './item.ts';

/** docs/table-format.md, "Prescription": what decisions need of it. */
export interface PrescriptionIn {
  readonly prescriptionNo: string;
  readonly memberId: string;
  readonly issuedAt: number;
  readonly reviewed: boolean;
  readonly reviewedAt: number | undefined;
  readonly validUntil: number | undefined;
  readonly longTerm: boolean;
  readonly voided: boolean;
  /** of each code, refills included, in ten-thousandths of a unit */
  readonly allowed: ReadonlyMap<string, number>;
  readonly daysSupply: ReadonlyMap<string, number>;
}

export function prescriptionIn(item: Item): PrescriptionIn {
  const packed = JSON.parse(textIn(item, 'c')) as readonly unknown[];
  const items = listAt(packed, 9).map((_, index) => listAt(listAt(packed, 9), index));
  return {
    ...{ prescriptionNo: textIn(item, 'pk').slice('PRESCRIPTION#'.length), memberId: textAt(packed, 0) },
    issuedAt: numberAt(packed, 2),
    reviewed: packed[4] !== null,
    reviewedAt: packed[5] === null ? undefined : numberAt(packed, 5),
    validUntil: packed[6] === null ? undefined : numberAt(packed, 6),
    ...{ longTerm: numberAt(packed, 7) === 1, voided: item['v'] !== undefined },
    // of a code that is prescribed twice, both quantities and the longer supply
    allowed: eachCode(
      items,
      (one) => numberAt(one, 2) * (1 + numberAt(one, 4)),
      (a, b) => a + b,
    ),
    daysSupply: eachCode(items, (one) => numberAt(one, 3), Math.max),
  };
}

function eachCode(
  items: readonly (readonly unknown[])[],
  amountOf: (item: readonly unknown[]) => number,
  together: (one: number, other: number) => number,
): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (const item of items) {
    const [code, before] = [textAt(item, 0), codes.get(textAt(item, 0))];
    codes.set(code, before === undefined ? amountOf(item) : together(before, amountOf(item)));
  }
  return codes;
}
