import { tableShape } from '../../../lambdas/storage/table-shape.ts';
import type { Item } from './evaluate.ts';
import { byBytes } from './evaluate.ts';

/** A partition of the table, or of an index, in its order. */
export interface Place {
  readonly order: string;
  readonly item: Item;
}

/** Items by partition and in order, of the table and of each of its indexes. */
export interface Shelves {
  get(key: Item): Item | undefined;
  put(item: Item): void;
  remove(key: Item): void;
  /** of the table, or of the index that is named */
  partition(index: string | undefined, partition: string): readonly Place[];
  readonly partitions: () => readonly string[];
}

/** A separator that is in no key, and before all that is. */
const THEN = '\u0000';

const { partitionKey, sortKey } = tableShape;
const INDEXES = [tableShape.statementIndex, tableShape.memberIndex];

export const textOf = (item: Item, name: string): string => {
  const text = item[name]?.['S'];
  return typeof text === 'string' ? text : '';
};

export function newShelves(): Shelves {
  const table = new Map<string, Place[]>();
  const indexes = new Map<string, Map<string, Place[]>>(INDEXES.map(({ name }) => [name, new Map()]));

  function enter(shelf: Map<string, Place[]>, partition: string, order: string, item: Item): void {
    const places = shelf.get(partition) ?? [];
    shelf.set(partition, places);
    const at = placeOf(places, order);
    places.splice(at, places[at]?.order === order ? 1 : 0, { order, item });
  }
  function leave(shelf: Map<string, Place[]>, partition: string, order: string): void {
    const places = shelf.get(partition) ?? [];
    const at = placeOf(places, order);
    if (places[at]?.order === order) places.splice(at, 1);
    if (places.length === 0) shelf.delete(partition);
  }

  function get(key: Item): Item | undefined {
    const places = table.get(textOf(key, partitionKey)) ?? [];
    const order = textOf(key, sortKey);
    const found = places[placeOf(places, order)];
    return found?.order === order ? found.item : undefined;
  }
  function remove(key: Item): void {
    const before = get(key);
    if (before === undefined) return;
    leave(table, textOf(before, partitionKey), textOf(before, sortKey));
    for (const index of INDEXES) {
      const shelf = indexes.get(index.name);
      if (shelf !== undefined && before[index.partitionKey] !== undefined)
        leave(shelf, textOf(before, index.partitionKey), orderIn(index, before));
    }
  }
  return {
    get,
    put: (item) => {
      remove(item);
      enter(table, textOf(item, partitionKey), textOf(item, sortKey), item);
      for (const index of INDEXES) {
        const shelf = indexes.get(index.name);
        if (shelf === undefined || item[index.partitionKey] === undefined || item[index.sortKey] === undefined)
          continue;
        enter(shelf, textOf(item, index.partitionKey), orderIn(index, item), shown(index, item));
      }
    },
    remove,
    partition: (index, partition) => (index === undefined ? table : indexes.get(index))?.get(partition) ?? [],
    partitions: () => [...table.keys()],
  };
}

/** Items of one sort key are in the order of their own. */
const orderIn = (index: (typeof INDEXES)[number], item: Item): string =>
  [index.sortKey, partitionKey, sortKey].map((name) => textOf(item, name)).join(THEN);

/** The index of members holds keys only. */
function shown(index: (typeof INDEXES)[number], item: Item): Item {
  if (index === tableShape.statementIndex) return item;
  const names = new Set<string>([partitionKey, sortKey, index.partitionKey, index.sortKey]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

/** Where it stands, or would. */
function placeOf(places: readonly Place[], order: string): number {
  let [from, to] = [0, places.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (byBytes(places[middle]?.order ?? '', order) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
