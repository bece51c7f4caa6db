import type { Fill, Fills } from '../domain/prescription.ts';

/** `{"<code>": [monthAndDay, daysSupply, ...]}` of one year: every fill by itself, so that a reversal can take back exactly one. */
type Packed = Readonly<Record<string, readonly number[]>>;

export function packFills(fills: Fills): string {
  const packed = [...fills].map(([code, ofCode]) => [
    code,
    ofCode.flatMap(({ date, daysSupply }) => [monthDay(date), daysSupply]),
  ]);
  return JSON.stringify(Object.fromEntries(packed));
}

export function unpackFills(text: string, year: string): Fills {
  return new Map(Object.entries(JSON.parse(text) as Packed).map(([code, packed]) => [code, fillsOf(packed, year)]));
}

/** 21 June is 621. */
const monthDay = (date: string): number => Number(date.slice(5, 7) + date.slice(8, 10));

function fillsOf(packed: readonly number[], year: string): readonly Fill[] {
  return Array.from({ length: packed.length / 2 }, (_, i) => {
    const digits = String(packed[2 * i]).padStart(4, '0');
    return { date: `${year}-${digits.slice(0, 2)}-${digits.slice(2)}`, daysSupply: packed[2 * i + 1] ?? 0 };
  });
}
