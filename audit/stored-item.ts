import { UnreadableItem, textIn } from './table/item.ts';
import type { Item } from './table/item.ts';

/** The parts of a key between its `#`. */
export const keyParts = (item: Item, name: 'pk' | 'sk'): readonly string[] => textIn(item, name).split('#');

/** The list that a text holds as JSON. */
export function listIn(text: string): readonly unknown[] {
  const value = jsonIn(text);
  if (!Array.isArray(value)) throw new UnreadableItem('it holds a text that is no list');
  return value as readonly unknown[];
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableItem('it holds a text that is not JSON');
  }
}

/** All that is judged about an order is dealt by this. */
export const aboutOrder = (orderId: string): string => `order ${orderId}`;

/** The order that the id of a fact or of a claim begins with. */
export const orderOfId = (id: string): string => id.slice(0, Math.max(0, id.indexOf('.')));
