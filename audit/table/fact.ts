import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { FactHead, FactType, OrderFact } from '../../lambdas/domain/fact.ts';
import { decisionIn } from './decision-fact.ts';
import dictionary from './fact-dictionary.json' with { type: 'json' };
import type { Item } from './item.ts';
import { numberAt, placeOf, textAt, textIn, UnreadableItem } from './item.ts';
import { laterFactIn } from './later-fact.ts';

/**
 * A second copy, not the writer's: a stored fact can be read with exactly this text only, so that a writer that changed its own would be
 * found out.
 */
const DICTIONARY = Buffer.from(dictionary.text.join(''));

const TYPES: Readonly<Record<string, FactType>> = {
  ...{ S: 'settlement', D: 'decline', A: 'authorization', C: 'capture', V: 'void', E: 'expiry', R: 'reversal' },
  ...{ T: 'tombstone', G: 'delivery', W: 'waiting', H: 'handled', J: 'adjustment' },
};

/** What a fact's item says, as text, whether it was compressed or not. */
export function factText(item: Item): string {
  const { f } = item;
  if (f?.S !== undefined) return f.S;
  if (f?.B === undefined) throw new UnreadableItem(`${placeOf(item)} holds no fact`);
  return inflateRawSync(f.B, { dictionary: DICTIONARY }).toString('utf8');
}

/** The order's name in the table, and the number of the fact, by the item's key. */
export function factPlace(item: Item): { readonly orderId: string; readonly sequence: number } {
  const [, orderId = ''] = textIn(item, 'pk').split('#');
  return { orderId, sequence: Number(textIn(item, 'sk').slice('FACT#'.length)) };
}

/** docs/table-format.md, "Fact" */
export function factIn(sequence: number, text: string): OrderFact {
  const packed = JSON.parse(text) as readonly unknown[];
  const version = numberAt(packed, 0);
  if (version !== 1) throw new UnreadableItem(`there is no version ${version} of facts`);
  const type = TYPES[textAt(packed, 1)];
  const head: FactHead = {
    ...{ sequence, postedAt: numberAt(packed, 2), businessDate: textAt(packed, 3) },
    ...{ providerId: textAt(packed, 4), orderNo: textAt(packed, 5) },
  };
  if (type === undefined) throw new UnreadableItem(`no fact has the letter ${textAt(packed, 1)}`);
  return type === 'settlement' || type === 'decline' || type === 'authorization'
    ? decisionIn(head, type, packed)
    : laterFactIn(head, type, packed[6], packed.slice(7));
}

/** The name of an order in the table: a hash of its provider and its number. */
export function orderIdOf(providerId: string, orderNo: string): string {
  const name = createHash('sha256').update(`${providerId}#${orderNo}`).digest('base64url').slice(0, 21);
  return name.startsWith('-') ? `_${name.slice(1)}` : name;
}

/** A fact's own name, which partners hold. */
export const factIdOf = ({ providerId, orderNo, sequence }: FactHead): string =>
  `${orderIdOf(providerId, orderNo)}.${sequence}`;
