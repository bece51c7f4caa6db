import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId, Balance, Balances, Draw } from '../domain/accumulator.ts';
import { NOTHING } from '../domain/accumulator.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { Fills } from '../domain/prescription.ts';
import { fillOf, longestFills, NO_FILLS } from '../domain/prescription.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { Amounts, Home } from './accumulator-home.ts';
import { homesOf } from './accumulator-home.ts';
import { atRevision } from './at-revision.ts';
import { tableName } from './dynamodb-client.ts';
import { countedFills } from './counted-fills.ts';
import { journalled } from './journal-entries.ts';
import type { Item, ItemKey } from './keys.ts';
import { keyText, numberOf } from './keys.ts';
import { packAmounts, unpackAmounts } from './packed-balances.ts';
import { packFills, unpackFills } from './packed-fills.ts';
import type { StoredHold } from './stored-hold.ts';
import { packHold, unpackHold } from './stored-hold.ts';

/**
 * The balances of one member, or of one family, are spread over a few items by the year in which their period begins; those of a
 * lifetime stand in the member's own item, or in one of the family; a prescription keeps what is taken of it. Each item has a
 * revision, and a decision holds only if nobody else has written it since.
 *
 * `b` and `f` say what is used; `d` what has been added to or taken from it since they were last written; `h` what is held, by order.
 * What follows a decision writes `d` and `h` alone, without having read the item (balances-journal.ts); the next decision folds.
 */
export interface BalancesItem {
  readonly key: ItemKey;
  readonly revision: number;
  /** what is used, and what is held by holds that have not ended */
  readonly balances: Balances;
  /** of a member's year: every fill of it, by code, those held among them */
  readonly fills: Fills;
  readonly stored: Stored;
  /** of an item whose content somebody else writes: a write holds only if that stands too */
  readonly contentRevision?: number;
}

interface Stored {
  readonly used: Amounts;
  readonly fills: Fills;
  /** those that have not ended */
  readonly holds: readonly StoredHold[];
}

/** What an order takes: at once, or as a hold until an instant. Its fills are among the draws. */
export interface Taking {
  readonly memberId: string;
  readonly orderId: string;
  readonly draws: readonly Draw[];
  readonly until: EpochMs | undefined;
}

/** Of one member and year; with the longest codes 150 KB, which an item holds with ease. */
const MAX_FILLS = 2_000;

/** Open at once, of one member and year, one family or one prescription: with many limits 200 KB. */
const MAX_HOLDS = 500;

const NOTHING_STORED: Stored = { used: new Map(), fills: NO_FILLS, holds: [] };

export function parseBalancesItem(key: ItemKey, item: Item | undefined, now: EpochMs): BalancesItem {
  if (item?.['b'] === undefined)
    return { key, revision: 0, balances: new Map(), fills: NO_FILLS, stored: NOTHING_STORED };
  const written = item['f'] === undefined ? NO_FILLS : unpackFills(item['f'].S ?? '{}', key.sk.S?.slice(-4) ?? '');
  const since = journalled(item);
  const stored: Stored = {
    used: added(unpackAmounts(item['b'].S ?? '{}'), since),
    fills: countedFills(written, since),
    holds: Object.entries(item['h']?.M ?? {})
      .map(([orderId, { S = '' }]) => unpackHold(orderId, S))
      .filter(({ expiresAt }) => expiresAt > now),
  };
  const held = stored.holds.flatMap(({ amounts }) => [...amounts]);
  return {
    ...{ key, revision: numberOf(item, 'br'), stored },
    balances: balancesOf(stored.used, held),
    fills: countedFills(stored.fills, held),
  };
}

function balancesOf(used: Amounts, held: readonly (readonly [AccumulatorId, number])[]): Balances {
  const balances = new Map<AccumulatorId, Balance>();
  for (const [id, amount] of used) balances.set(id, { used: amount, held: 0 });
  for (const [id, amount] of held) {
    if (fillOf(id) !== undefined) continue;
    const before = balances.get(id) ?? NOTHING;
    balances.set(id, { used: before.used, held: before.held + amount });
  }
  return balances;
}

/** Amounts with others added; what comes to nothing is left out, and fills are kept elsewhere. */
function added(before: Amounts, more: Iterable<readonly [AccumulatorId, number]>): Amounts {
  const after = new Map(before);
  for (const [id, amount] of more) {
    if (fillOf(id) !== undefined) continue;
    const sum = (after.get(id) ?? 0) + amount;
    if (sum === 0) after.delete(id);
    else after.set(id, sum);
  }
  return after;
}

/** The writes by which an order takes from the balances that were read; one for each item touched, if its revision still holds. */
export function balancesWrites(items: readonly BalancesItem[], taking: Taking): readonly TransactWriteItem[] {
  const homes = homesOf(taking.memberId, taking.draws);
  const touched = [...homes, ...yearsAfterFills(items, homes)];
  return touched.map(([text, home]) => {
    const item = items.find(({ key }) => keyText(key) === text);
    if (item === undefined) throw new Error(`${text} has not been read`);
    return balancesWrite(item, home.amounts, taking);
  });
}

/**
 * The year after that of a fill, where it has been read: an order of the next year may be waiting for this fill at this very moment,
 * and would write its own year only. A supply lasts at most 366 days, so later years wait for none of it.
 */
function yearsAfterFills(items: readonly BalancesItem[], homes: ReadonlyMap<string, Home>): [string, Home][] {
  const years = [...homes.values()].flatMap(({ key, amounts }) =>
    [...amounts.keys()].some((id) => fillOf(id) !== undefined) ? [nextYear(key)] : [],
  );
  return items.flatMap(({ key }): [string, Home][] => {
    const text = keyText(key);
    return years.includes(text) && !homes.has(text) ? [[text, { key, amounts: new Map() }]] : [];
  });
}

function nextYear({ pk, sk }: ItemKey): string {
  const [kind, year] = (sk.S ?? '').split('#');
  return keyText({ pk, sk: { S: `${kind}#${Number(year) + 1}` } });
}

/**
 * Conditions on balances that were counted and not drawn from. Two orders whose rolling limit reaches into each other's year would
 * otherwise each write its own item, and together exceed the limit.
 */
export function balancesChecks(
  items: readonly BalancesItem[],
  counted: readonly ItemKey[],
  writes: readonly TransactWriteItem[],
): readonly TransactWriteItem[] {
  const written = new Set(writes.map(({ Update }) => keyText(Update?.Key ?? {})));
  const watched = new Set(counted.map(keyText));
  return items
    .filter(({ key }) => watched.has(keyText(key)) && !written.has(keyText(key)))
    .map(({ key, revision }) => ({
      ConditionCheck: { TableName: tableName(), Key: { ...key }, ...atRevision(revision) },
    }));
}

function balancesWrite(
  { key, revision, stored, contentRevision }: BalancesItem,
  amounts: Amounts,
  { orderId, until }: Taking,
): TransactWriteItem {
  const isHold = until !== undefined;
  const fills = isHold ? stored.fills : longestFills(countedFills(stored.fills, amounts), MAX_FILLS);
  // an item that only stands in the way of a later year's fill holds nothing
  const holds = isHold && amounts.size > 0 ? [...stored.holds, { orderId, expiresAt: until, amounts }] : stored.holds;
  if (holds.length > MAX_HOLDS)
    throw new ConnectorError('order.too-many-holds', `There are ${MAX_HOLDS} open authorizations already.`);
  const values: Record<string, AttributeValue> = {
    ':b': { S: packAmounts(isHold ? stored.used : added(stored.used, amounts)) },
    ':h': { M: Object.fromEntries(holds.map((hold) => [hold.orderId, { S: packHold(hold) }])) },
    ':d': { M: {} },
    ':next': { N: String(revision + 1) },
    ...(fills.size > 0 && { ':f': { S: packFills(fills) } }),
    ...(marksOrder(key, isHold) && { ':order': { SS: [orderId] } }),
  };
  const { ConditionExpression, ExpressionAttributeValues: before } = atRevision(revision, contentRevision);
  const fillsPart = fills.size > 0 ? ', f = :f' : '';
  const removed = fills.size > 0 ? '' : ' REMOVE f';
  const marked = ':order' in values ? ' ADD o :order' : '';
  return {
    Update: {
      TableName: tableName(),
      Key: { ...key },
      UpdateExpression: `SET b = :b, h = :h, d = :d, br = :next${fillsPart}${removed}${marked}`,
      ConditionExpression,
      ExpressionAttributeValues: { ...values, ...before },
    },
  };
}

/** A prescription remembers the orders that have used it: whoever voids it must find them. Those that hold it stand in `h`. */
export const marksOrder = ({ sk }: ItemKey, isHold: boolean): boolean => sk.S === 'PRESCRIPTION' && !isHold;
