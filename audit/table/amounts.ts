import { UnreadableItem } from './item.ts';
import type { Item } from './item.ts';

/** Amounts by accumulator, as a list so that they are plain JSON. */
export type Amounts = readonly (readonly [accumulatorId: string, amount: number])[];

/** `{"insurer/plan": {"limit/period": …}}`, each entry as it was packed. */
export function entriesIn(text: string): readonly (readonly [accumulatorId: string, entry: unknown])[] {
  const plans = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(plans).flatMap(([plan, totals]) =>
    Object.entries(totals).map(([total, entry]) => [`${plan}/${total}`, entry] as const),
  );
}

export function amountsIn(text: string): Amounts {
  return entriesIn(text).map(([id, amount]) => {
    if (!Number.isSafeInteger(amount)) throw new UnreadableItem(`${id} is no integer`);
    return [id, amount as number];
  });
}

/** What has been added to and taken from an item since it was last written as a whole. */
export function journalIn(item: Item): Amounts {
  return Object.entries(item['d']?.M ?? {}).flatMap(([entry, { N, S }]): Amounts => {
    return S === undefined ? [[entry, Number(N)]] : amountsIn(S);
  });
}

/** Sums by accumulator; what comes to nothing is left out. */
export function summed(amounts: Iterable<readonly [string, number]>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [id, amount] of amounts) sums.set(id, (sums.get(id) ?? 0) + amount);
  for (const [id, amount] of sums) if (amount === 0) sums.delete(id);
  return sums;
}

/** The accumulators that stand at one amount here and at another there. */
export function differing(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): readonly string[] {
  const ids = new Set([...one.keys(), ...other.keys()]);
  return [...ids].filter((id) => (one.get(id) ?? 0) !== (other.get(id) ?? 0)).toSorted();
}
