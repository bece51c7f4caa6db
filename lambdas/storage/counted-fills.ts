import type { AccumulatorId } from '../domain/accumulator.ts';
import type { Fill, Fills } from '../domain/prescription.ts';
import { fillOf } from '../domain/prescription.ts';

/** Fills with those added, or taken away, that some amounts count; amounts that count something else are passed over. */
export function countedFills(before: Fills, amounts: Iterable<readonly [AccumulatorId, number]>): Fills {
  let after: Map<string, readonly Fill[]> | undefined;
  for (const [id, count] of amounts) {
    const fill = fillOf(id);
    if (fill === undefined) continue;
    after ??= new Map(before);
    const { code, date, daysSupply } = fill;
    const ofCode = withCount(after.get(code) ?? [], { date, daysSupply }, count);
    if (ofCode.length === 0) after.delete(code);
    else after.set(code, ofCode);
  }
  return after ?? before;
}

function withCount(fills: readonly Fill[], { date, daysSupply }: Fill, count: number): readonly Fill[] {
  const after = [...fills];
  for (let added = 0; added < count; added++) after.push({ date, daysSupply });
  for (let taken = 0; taken > count; taken--) {
    const at = after.findLastIndex((one) => one.date === date && one.daysSupply === daysSupply);
    if (at >= 0) after.splice(at, 1);
  }
  return after;
}
