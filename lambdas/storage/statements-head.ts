import type { CalendarDate } from '../domain/calendar.ts';
import type { Item } from './keys.ts';
import { statementsHeadKey, textOf } from './keys.ts';
import { readItems } from './read-items.ts';

/** How far an insurer's statements have been closed. Dates compare as texts. */
export interface StatementsHead {
  /** the chain's first date */
  readonly first: CalendarDate;
  /** no line of this date or an earlier one is sure to be in the statement of its own date any more */
  readonly begun: CalendarDate;
  /** the last date whose statement is published; undefined: none */
  readonly published: CalendarDate | undefined;
}

/** Undefined where no closing has ever begun. As last written: whoever has just entered a line must see a closing that has begun. */
export async function readStatementsHead(insurerId: string): Promise<StatementsHead | undefined> {
  const [item] = (await readItems([statementsHeadKey(insurerId)])).values();
  return item && parseStatementsHead(item);
}

export function statementsHeadItem(insurerId: string, { first, begun, published }: StatementsHead): Item {
  return {
    ...statementsHeadKey(insurerId),
    ...{ first: { S: first }, begun: { S: begun }, ...(published !== undefined && { published: { S: published } }) },
  };
}

export function parseStatementsHead(item: Readonly<Item>): StatementsHead {
  return { first: textOf(item, 'first'), begun: textOf(item, 'begun'), published: item['published']?.S };
}
