import type { Evidence } from '../evidence.ts';
import { keyParts } from '../stored-item.ts';
import type { Item } from '../table/item.ts';
import { textIn } from '../table/item.ts';
import { aboutDay, aboutInsurer } from './statement-evidence.ts';

/** That an insurer's statements have begun. */
export interface ChainHead extends Evidence {
  readonly kind: 'chain-head';
  /** the first day of the chain */
  readonly first: string;
}

/** That an insurer has acknowledged a statement, dealt to the day. */
export interface Acknowledged extends Evidence {
  readonly kind: 'acknowledged';
}

/** Reads `HEAD` of `STATEMENTS#<insurer>`. */
export function readChainHead(item: Item): ChainHead {
  const [, insurerId = ''] = keyParts(item, 'pk');
  return { about: aboutInsurer(insurerId), kind: 'chain-head', first: textIn(item, 'first') };
}

/** Reads `ACK#<date>`. */
export function readAcknowledged(item: Item): Acknowledged {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [, date = ''] = keyParts(item, 'sk');
  return { about: aboutDay(insurerId, date), kind: 'acknowledged' };
}
