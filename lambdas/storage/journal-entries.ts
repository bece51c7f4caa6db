import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './keys.ts';
import { packAmounts, unpackAmounts } from './packed-balances.ts';

/** What a write adds to the journal of an item, `d`, as parts of its expression. */
export interface JournalEntries {
  readonly sets: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

/** An expression has 4 KB, and an entry by itself takes fifty bytes of them. */
const MAX_SINGLE = 40;

/**
 * Changes by what they change: added to the entry that is there, so that a journal does not grow with every move of the same totals. Many
 * at once are one entry under the name of their source, which enters changes once.
 */
export function journalEntries(changes: ReadonlyMap<string, number>, source: string): JournalEntries {
  const all = [...changes].filter(([, amount]) => amount !== 0);
  if (all.length > MAX_SINGLE) {
    const values = { ':a': { S: packAmounts(new Map(all)) } };
    return { sets: ['d.#a = :a'], names: { '#a': source }, values };
  }
  return {
    sets: all.map((_, at) => `d.#a${at} = if_not_exists(d.#a${at}, :zero) + :a${at}`),
    names: Object.fromEntries(all.map(([name], at) => [`#a${at}`, name])),
    values: Object.fromEntries([
      ...(all.length > 0 ? [[':zero', { N: '0' }] as const] : []),
      ...all.map(([, amount], at) => [`:a${at}`, { N: String(amount) }] as const),
    ]),
  };
}

/** What an item's journal comes to since it was last written as a whole; an item has no order in which its entries were made. */
export function journalled(item: Item | undefined): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [entry, { N, S }] of Object.entries(item?.['d']?.M ?? {})) {
    const changes = S === undefined ? [[entry, Number(N)] as const] : unpackAmounts(S);
    for (const [name, amount] of changes) sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  return sums;
}
