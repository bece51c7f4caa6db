import type { Evidence } from '../evidence.ts';
import type { Item } from '../table/item.ts';
import { aboutOrder, keyParts } from '../stored-item.ts';

/** Where the index of statements finds a fact: the second way to a day's lines, which a closing holds the book against. */
export interface IndexPlace extends Evidence {
  readonly kind: 'index-place';
  readonly factId: string;
  /** of the item that only places a fact for a further insurer; empty: the fact's own */
  readonly insurerId: string;
  /** empty: in no statement */
  readonly partition: string;
  readonly sort: string;
}

/** Reads the keys of `FACT#<number>` and of `LINE#<number>#<insurer>` in the index. */
export function readIndexPlace(item: Item): IndexPlace {
  const [, orderId = ''] = keyParts(item, 'pk');
  const [, number = '', insurerId = ''] = keyParts(item, 'sk');
  return {
    ...{ about: aboutOrder(orderId), kind: 'index-place', factId: `${orderId}.${Number(number)}`, insurerId },
    ...{ partition: item['sp']?.S ?? '', sort: item['ss']?.S ?? '' },
  };
}
