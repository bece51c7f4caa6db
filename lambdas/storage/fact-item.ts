import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { insurersOf, isMoneyFact } from '../domain/book-line.ts';
import type { FactHead, OrderFact } from '../domain/fact.ts';
import { FACT_TYPES, isDecision } from '../domain/fact.ts';
import { FACT_DICTIONARY } from './fact-dictionary.ts';
import type { Item } from './keys.ts';
import { factKey, orderIdOf, statementLineKey, textOf } from './keys.ts';
import type { PackedDecision } from './pack-fact.ts';
import { FACT_LETTERS, FACT_VERSION, packDecision, unpackDecision } from './pack-fact.ts';
import type { PackedLaterFact } from './pack-later-fact.ts';
import { packLaterFact, unpackLaterFact } from './pack-later-fact.ts';
import { tableShape } from './table-shape.ts';

/** The statement of an insurer's day is read in parallel by shard; an hour of the largest platform stays far below one shard's limit. */
export const STATEMENT_SHARDS = 16;

/** A transaction costs two write units for every started kilobyte; a fact that would start a second one is compressed. */
const UNCOMPRESSED_BYTES = 1_024;

const COMPRESSION = { dictionary: FACT_DICTIONARY, level: 9 } as const;

/** The fact as an item: keys, those of the indexes it stands in, and its content as text or, when long, compressed. */
export function factItem(fact: OrderFact): Item {
  const orderId = orderIdOf(fact.providerId, fact.orderNo);
  const item: Item = { ...factKey(orderId, fact.sequence), ...statementKeys(fact), ...memberKeys(fact) };
  const text = JSON.stringify(isDecision(fact) ? packDecision(fact) : packLaterFact(fact));
  const length = itemBytes(item) + 1 + Buffer.byteLength(text);
  return { ...item, f: length <= UNCOMPRESSED_BYTES ? { S: text } : { B: deflateRawSync(text, COMPRESSION) } };
}

export function parseFact(item: Readonly<Item>): OrderFact {
  const sequence = Number(textOf(item, 'sk').slice('FACT#'.length));
  const text = item['f']?.S ?? inflateRawSync(item['f']?.B ?? Buffer.alloc(0), COMPRESSION).toString('utf8');
  return unpackFact(sequence, JSON.parse(text) as PackedDecision | PackedLaterFact);
}

export function unpackFact(sequence: number, packed: PackedDecision | PackedLaterFact): OrderFact {
  const [version, letter, postedAt, businessDate, providerId, orderNo] = packed;
  if (version !== FACT_VERSION) throw new Error(`a fact of version ${String(version)} cannot be read`);
  const head = { providerId, orderNo, sequence, postedAt, businessDate };
  const type = FACT_TYPES.find((one) => FACT_LETTERS[one] === letter);
  if (type === undefined) throw new Error(`a fact of the unknown type ${letter} cannot be read`);
  return type === 'settlement' || type === 'decline' || type === 'authorization'
    ? unpackDecision(head, type, packed as PackedDecision)
    : unpackLaterFact(head, type, packed as PackedLaterFact);
}

/** Stable for ever: the order's own id, and the number of the fact. Whoever holds it finds the fact without an index. */
export function factId({ providerId, orderNo, sequence }: FactHead): string {
  return `${orderIdOf(providerId, orderNo)}.${sequence}`;
}

const FACT_ID = /^([\w-]{21})\.([1-9]\d{0,3})$/;

/** The order and the number that a fact's id names; undefined where it is not shaped like one. */
export function parseFactId(id: string): { readonly orderId: string; readonly sequence: number } | undefined {
  const [, orderId, sequence] = FACT_ID.exec(id) ?? [];
  return orderId === undefined ? undefined : { orderId, sequence: Number(sequence) };
}

/** A fact that moves money is one line of the statement of its business day. */
function statementKeys(fact: OrderFact): Item {
  const [insurerId] = isMoneyFact(fact) ? insurersOf(fact) : [];
  return insurerId === undefined ? {} : statementKeysFor(fact, insurerId);
}

/** From 0 on: all that happens to an order stands in one shard. */
export const statementShard = (orderId: string): number =>
  Buffer.from(orderId, 'base64url').readUInt8(0) % STATEMENT_SHARDS;

function statementKeysFor(fact: OrderFact, insurerId: string): Item {
  const { postedAt, businessDate, providerId, orderNo } = fact;
  const orderId = orderIdOf(providerId, orderNo);
  const shard = statementShard(orderId);
  const { partitionKey, sortKey } = tableShape.statementIndex;
  return {
    [partitionKey]: { S: `${insurerId}#${businessDate}#${shard}` },
    [sortKey]: { S: `${postedAt.toString(36)}#${orderId.slice(0, 6)}` },
  };
}

/** Where a hospital finds what it has had decided for a member: the first decision of each order. */
function memberKeys(fact: OrderFact): Item {
  if (!isDecision(fact) || fact.memberId === null || fact.basis.ceilings !== undefined) return {};
  const { partitionKey, sortKey } = tableShape.memberIndex;
  return {
    [partitionKey]: { S: memberIndexKey(fact.providerId, fact.memberId) },
    [sortKey]: { S: memberIndexSort(fact.postedAt) },
  };
}

/** Short, because every fact pays for it; whoever reads the index looks at the facts, so that two that share a key do no harm. */
export const memberIndexKey = (providerId: string, memberId: string): string =>
  createHash('sha256').update(`${providerId}#${memberId}`).digest('base64url').slice(0, 12);

/** To the minute. */
export const memberIndexSort = (postedAt: number): string => Math.floor(postedAt / 60_000).toString(36);

/**
 * A fact that several insurers pay is one line in each one's statement. The fact itself stands in the index of the insurer that
 * decides; for each other one that pays, this item does.
 */
export function furtherStatementItems(fact: OrderFact): readonly Item[] {
  const { providerId, orderNo, sequence } = fact;
  const [, ...further] = isMoneyFact(fact) ? insurersOf(fact) : [];
  return further.map((insurerId) => ({
    ...statementLineKey(orderIdOf(providerId, orderNo), sequence, insurerId),
    ...statementKeysFor(fact, insurerId),
  }));
}

/** Bytes of an item as DynamoDB counts them for texts: names and values. */
function itemBytes(item: Readonly<Item>): number {
  return Object.entries(item).reduce(
    (total, [name, value]) => total + name.length + Buffer.byteLength(value.S ?? ''),
    0,
  );
}
