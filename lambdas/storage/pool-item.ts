import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Balances } from '../domain/accumulator.ts';
import { NOTHING } from '../domain/accumulator.ts';
import { poolTotals } from '../domain/pool-shards.ts';
import type { Fen } from '../domain/money.ts';
import { journalled } from './journal-entries.ts';
import type { Item, ItemKey } from './keys.ts';
import { numberOf, shardKey, textOf } from './keys.ts';
import { packBalances, unpackBalances } from './packed-balances.ts';
import type { StoredHold } from './stored-hold.ts';

/** A shared budget and all that was taken from it, in shards. */
export interface Pool {
  readonly poolId: string;
  readonly insurerId: string;
  readonly budget: Fen;
  /** what stands in them; holds that have ended are among it until somebody tidies them away */
  readonly shards: readonly PoolShard[];
  /** holds that have ended and still stand in the shards */
  readonly lapsed: readonly StoredHold[];
  /** what is used, and what is held by holds that have not ended, in all shards together */
  readonly totals: Balances;
}

export interface PoolShard {
  readonly key: ItemKey;
  readonly revision: number;
  readonly balances: Balances;
}

/** What stands in every shard, and is written to all of them together. */
export interface PoolLayout {
  readonly insurerId: string;
  readonly budget: Fen;
  readonly count: number;
  /** the revision that all shards were given when they were last written together */
  readonly laidOutAt: number;
}

/** A write is billed by the started kilobyte; totals that would start a second one are compressed. */
const UNCOMPRESSED_BYTES = 900;

export function packShard(balances: Balances): AttributeValue {
  const text = packBalances(balances);
  return text.length <= UNCOMPRESSED_BYTES ? { S: text } : { B: deflateRawSync(text) };
}

export function shardItem(poolId: string, index: number, layout: PoolLayout, balances: Balances): Item {
  return { ...shardKey(poolId, index), ...layoutAttributes(layout), b: packShard(balances), d: { M: {} } };
}

/** The attributes of a shard that say how the pool is laid out, its revision among them. */
export function layoutAttributes({ insurerId, budget, count, laidOutAt }: PoolLayout): Item {
  return {
    insurer: { S: insurerId },
    budget: { N: String(budget) },
    n: { N: String(count) },
    e: { N: String(laidOutAt) },
    br: { N: String(laidOutAt) },
  };
}

/**
 * The pool of its shards' items, undefined where there are none. A query reads item by item, so a pool that is being laid out anew
 * may come half in the old layout and half in the new one: `torn`, to be read again.
 */
export function parsePool(
  poolId: string,
  items: readonly Item[],
  lapsed: readonly StoredHold[],
): Pool | 'torn' | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const layout = numberOf(first, 'e');
  if (items.length !== numberOf(first, 'n') || items.some((item) => numberOf(item, 'e') !== layout)) return 'torn';
  const shards = items.map((item, index) => ({
    key: shardKey(poolId, index),
    revision: numberOf(item, 'br'),
    balances: shardBalances(item),
  }));
  const totals = new Map(poolTotals(shards.map(({ balances }) => balances)));
  for (const [id, amount] of lapsed.flatMap(({ amounts }) => [...amounts])) {
    const { used, held } = totals.get(id) ?? NOTHING;
    totals.set(id, { used, held: held - amount });
  }
  const layoutOf = { insurerId: textOf(first, 'insurer'), budget: numberOf(first, 'budget') };
  return { poolId, ...layoutOf, shards, lapsed, totals };
}

/** How an entry of a shard's journal begins that changes what is held, and not what is used. */
export const HELD_MARK = '~';

/** What a shard holds: as it was last written, and what has been added to it and taken from it since. */
function shardBalances(item: Item): Balances {
  const balances = unpackBalances(textOfTotals(item));
  for (const [entry, amount] of journalled(item)) {
    const ofHeld = entry.startsWith(HELD_MARK);
    const id = ofHeld ? entry.slice(HELD_MARK.length) : entry;
    const { used, held } = balances.get(id) ?? NOTHING;
    balances.set(id, ofHeld ? { used, held: held + amount } : { used: used + amount, held });
  }
  return balances;
}

function textOfTotals({ b }: Item): string {
  return b?.S ?? inflateRawSync(b?.B ?? Buffer.alloc(0)).toString('utf8');
}
