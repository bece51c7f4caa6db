import type { Evidence } from '../evidence.ts';
import { keyParts } from '../stored-item.ts';
import type { Item } from '../table/item.ts';
import { textIn } from '../table/item.ts';
import { aboutDay, aboutInsurer } from './statement-evidence.ts';

/** How far the statements of an insurer are closed. */
export interface ChainHead extends Evidence {
  readonly kind: 'chain-head';
  readonly first: string;
  /** null: nothing is published */
  readonly published: string | null;
}

/** That an insurer has acknowledged a statement, dealt to the day. */
export interface Acknowledged extends Evidence {
  readonly kind: 'acknowledged';
}

/** Reads `HEAD` of `STATEMENTS#<insurer>`. */
export function readChainHead(item: Item): ChainHead {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const first = textIn(item, 'first');
  return { about: aboutInsurer(insurerId), kind: 'chain-head', first, published: item['published']?.S ?? null };
}

/** Reads `ACK#<date>`. */
export function readAcknowledged(item: Item): Acknowledged {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [, date = ''] = keyParts(item, 'sk');
  return { about: aboutDay(insurerId, date), kind: 'acknowledged' };
}
