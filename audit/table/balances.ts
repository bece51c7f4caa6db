import { inflateRawSync } from 'node:zlib';
import type { Amounts } from './amounts.ts';
import { amountsIn, entriesIn, journalIn, summed } from './amounts.ts';
import type { Item } from './item.ts';
import { numberIn, textIn, UnreadableItem } from './item.ts';

/** What an open authorization holds of one item, or of one pool. */
export interface HoldIn {
  readonly orderId: string;
  readonly expiresAt: number;
  readonly amounts: Amounts;
}

/** docs/table-format.md, "Balances": of a member's or a family's year or lifetime, or of a prescription. */
export interface BalancesIn {
  /** fills among it, by their ids; nothing that comes to 0 */
  readonly used: Amounts;
  readonly holds: readonly HoldIn[];
}

export function balancesIn(item: Item): BalancesIn {
  const year = textIn(item, 'sk').slice(-4);
  const written = item['b'] === undefined ? [] : amountsIn(textIn(item, 'b'));
  const used = summed([...written, ...fillsIn(item['f']?.S ?? '{}', year), ...journalIn(item)]);
  return {
    used: [...used],
    holds: Object.entries(item['h']?.M ?? {}).map(([orderId, { S = '' }]) => holdIn(orderId, S)),
  };
}

/** `{"<code>": [monthAndDay, daysSupply, …]}` */
function fillsIn(text: string, year: string): Amounts {
  const codes = JSON.parse(text) as Readonly<Record<string, readonly number[]>>;
  return Object.entries(codes).flatMap(([code, packed]) =>
    Array.from({ length: packed.length / 2 }, (_, fill) => {
      const day = String(packed[2 * fill]).padStart(4, '0');
      return [`fill//${code}/${year}-${day.slice(0, 2)}-${day.slice(2)}/${packed[2 * fill + 1]}`, 1] as const;
    }),
  );
}

/** `<instant in base 36>{…}` */
function holdIn(orderId: string, text: string): HoldIn {
  const [instant = ''] = /^[0-9a-z]+(?=\{)/u.exec(text) ?? [];
  if (instant === '') throw new UnreadableItem(`a hold of ${orderId} has no end`);
  return { orderId, expiresAt: Number.parseInt(instant, 36), amounts: amountsIn(text.slice(instant.length)) };
}

/** docs/table-format.md, "Shard of a pool" */
export interface ShardIn {
  readonly index: number;
  readonly count: number;
  /** the revision at which all shards were last written together */
  readonly layout: number;
  readonly insurerId: string;
  readonly budget: number;
  readonly tidied: number;
  readonly used: Amounts;
  readonly held: Amounts;
}

export function shardIn(item: Item): ShardIn {
  const { b } = item;
  const text = b?.S ?? (b?.B === undefined ? undefined : inflateRawSync(b.B).toString('utf8'));
  if (text === undefined) throw new UnreadableItem('a shard holds nothing');
  const pairs = entriesIn(text).map(([id, entry]) => [id, entry as readonly number[]] as const);
  const journal = journalIn(item);
  const isHeld = (id: string): boolean => id.startsWith('~');
  const used = [...pairs.map(([id, [amount = 0]]) => [id, amount] as const), ...journal.filter(([id]) => !isHeld(id))];
  const held = [
    ...pairs.map(([id, [, amount = 0]]) => [id, amount] as const),
    ...journal.filter(([id]) => isHeld(id)).map(([id, amount]) => [id.slice(1), amount] as const),
  ];
  return {
    ...{ index: Number(textIn(item, 'sk').slice('SHARD#'.length)), count: numberIn(item, 'n') },
    ...{ layout: numberIn(item, 'e'), insurerId: textIn(item, 'insurer'), budget: numberIn(item, 'budget') },
    ...{ tidied: item['t'] === undefined ? 0 : numberIn(item, 't') },
    ...{ used: [...summed(used)], held: [...summed(held)] },
  };
}

/** docs/table-format.md, "Hold of a pool" */
export function poolHoldIn(item: Item): HoldIn {
  const [, instant, orderId = ''] = textIn(item, 'sk').split('#');
  return { orderId, expiresAt: Number(instant), amounts: amountsIn(textIn(item, 'a')) };
}
