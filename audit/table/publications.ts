import { inflateRawSync } from 'node:zlib';
import type { FormularyEntry } from '../../lambdas/domain/formulary.ts';
import type { Item } from './item.ts';
import { listAt, numberAt, textAt, textIn, textUnlessZero, UnreadableItem } from './item.ts';

/** docs/table-format.md, "Plan": one of its versions. */
export interface PlanVersionIn {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | undefined;
  /** which of all publications it was */
  readonly publication: number;
}

export function planVersionsIn(item: Item): readonly PlanVersionIn[] {
  return listsIn(item).map((packed) => ({
    ...{ version: numberAt(packed, 0), effectiveFrom: textAt(packed, 1) },
    ...{ effectiveTo: textUnlessZero(packed, 2), publication: numberAt(packed, 3) },
  }));
}

/** docs/table-format.md, "Formulary": one of its versions, and where its entries are. */
export interface FormularyVersionIn {
  readonly version: number;
  readonly publication: number;
  readonly digest: string;
  readonly chunks: number;
}

export function formularyVersionsIn(item: Item): readonly FormularyVersionIn[] {
  return listsIn(item).map((packed) => ({
    ...{ version: numberAt(packed, 0), publication: numberAt(packed, 1) },
    ...{ digest: textAt(packed, 4), chunks: numberAt(packed, 5) },
  }));
}

function listsIn(item: Item): readonly (readonly unknown[])[] {
  const packed = JSON.parse(textIn(item, 'versions')) as readonly unknown[];
  return packed.map((_, index) => listAt(packed, index));
}

/** A chunk of a formulary's entries. */
export function formularyEntriesIn(item: Item): readonly FormularyEntry[] {
  const chunk = item['c']?.B;
  if (chunk === undefined) throw new UnreadableItem('a part of a formulary is empty');
  const rows = JSON.parse(inflateRawSync(chunk).toString('utf8')) as readonly unknown[];
  return rows.map((_, index) => {
    const row = listAt(rows, index);
    const [price, tier, days, marks] = [numberAt(row, 1), textAt(row, 2), numberAt(row, 3), numberAt(row, 4)];
    return {
      ...{ code: textAt(row, 0), maxUnitPrice: price < 0 ? undefined : price, tier: tier === '' ? undefined : tier },
      ...{ maxDaysSupply: days === 0 ? undefined : days, otc: marks % 2 === 1, prohibited: marks >= 2 },
    };
  });
}
