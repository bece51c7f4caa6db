import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { DecisionFact } from '../domain/fact.ts';
import { FACT_DICTIONARY } from './fact-dictionary.ts';
import type { Item } from './keys.ts';
import { factKey, statementLineKey, textOf } from './keys.ts';
import type { PackedFact } from './pack-fact.ts';
import { packFact, unpackFact } from './pack-fact.ts';
import { tableShape } from './table-shape.ts';

/** The statement of an insurer's day is read in parallel by shard; an hour of the largest platform stays far below one shard's limit. */
export const STATEMENT_SHARDS = 16;

/** A transaction costs two write units for every started kilobyte; a fact that would start a second one is compressed. */
const UNCOMPRESSED_BYTES = 1_024;

const COMPRESSION = { dictionary: FACT_DICTIONARY, level: 9 } as const;

/** The fact as an item: key, the statement index where it is a line of one, and its content as text or, when long, compressed. */
export function factItem(fact: DecisionFact): Item {
  const item: Item = { ...factKey(fact.providerId, fact.order.orderNo, fact.sequence), ...statementKeys(fact) };
  const text = JSON.stringify(packFact(fact));
  const length = itemBytes(item) + 1 + Buffer.byteLength(text);
  return { ...item, f: length <= UNCOMPRESSED_BYTES ? { S: text } : { B: deflateRawSync(text, COMPRESSION) } };
}

export function parseFact(item: Readonly<Item>): DecisionFact {
  const [, providerId = '', orderNo = ''] = textOf(item, 'pk').split('#');
  const sequence = Number(textOf(item, 'sk').slice('FACT#'.length));
  const text = item['f']?.S ?? inflateRawSync(item['f']?.B ?? Buffer.alloc(0), COMPRESSION).toString('utf8');
  return unpackFact({ providerId, orderNo, sequence }, JSON.parse(text) as PackedFact);
}

/** Stable for ever, and found from nothing but the fact's own key. */
export function factId({ providerId, order, sequence }: Pick<DecisionFact, 'providerId' | 'order' | 'sequence'>): string {
  const digest = createHash('sha256').update(`${providerId}#${order.orderNo}#${sequence}`).digest('base64url');
  return digest.slice(0, 22);
}

/** A fact in which the insurer or the patient pays something is one line of the statement of its insurer's business day. */
function statementKeys(fact: DecisionFact): Item {
  const { insurerId, totals } = fact.decision;
  if (fact.type !== 'settlement' || insurerId === null || totals.insurer + totals.patient === 0) return {};
  return statementKeysFor(fact, insurerId);
}

function statementKeysFor(fact: DecisionFact, insurerId: string): Item {
  const { postedAt, businessDate } = fact;
  const id = factId(fact);
  const shard = Buffer.from(id, 'base64url').readUInt8(0) % STATEMENT_SHARDS;
  const { partitionKey, sortKey } = tableShape.statementIndex;
  return {
    [partitionKey]: { S: `${insurerId}#${businessDate}#${shard}` },
    [sortKey]: { S: `${postedAt.toString(36)}#${id.slice(0, 11)}` },
  };
}

/**
 * A fact that several insurers pay is one line in each one's statement. The fact itself stands in the index of the insurer that
 * decides; for each other one that pays, this item does.
 */
export function furtherStatementItems(fact: DecisionFact): readonly Item[] {
  const { decision, providerId, order, sequence } = fact;
  const others = decision.shares.filter(({ insurerId }) => insurerId !== decision.insurerId);
  return [...new Set(others.map(({ insurerId }) => insurerId))].map((insurerId) => ({
    ...statementLineKey(providerId, order.orderNo, sequence, insurerId),
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
