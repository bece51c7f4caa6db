import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId, Balances, Draw } from '../domain/accumulator.ts';
import { LIFETIME_KEY, NOTHING } from '../domain/accumulator.ts';
import { holderOf } from '../domain/accumulator-holder.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import { yearOf } from '../domain/calendar.ts';
import type { Fills, LineFill } from '../domain/prescription.ts';
import { longestFills, NO_FILLS } from '../domain/prescription.ts';
import { atRevision } from './at-revision.ts';
import { tableName } from './dynamodb-client.ts';
import type { Item, ItemKey } from './keys.ts';
import {
  balancesKey,
  familyBalancesKey,
  familyLifetimeKey,
  keyText,
  memberKey,
  numberOf,
  prescriptionKey,
} from './keys.ts';
import { packBalances, unpackBalances } from './packed-balances.ts';
import { packFills, unpackFills } from './packed-fills.ts';

/**
 * The balances of one member, or of one family, are spread over a few items by the year in which their period begins; those of a
 * lifetime stand in the member's own item, or in one of the family. Each item carries a revision, and a write holds only if nobody
 * else has written it since.
 */
export interface BalancesItem {
  readonly key: ItemKey;
  readonly revision: number;
  readonly balances: Balances;
  /** of a member's year: every fill of it, by code */
  readonly fills: Fills;
  /** of an item whose content somebody else writes: a write holds only if that stands too */
  readonly contentRevision?: number;
}

/** The fills that an order makes, at the date of its service. */
export interface FillsMade {
  readonly date: CalendarDate;
  readonly fills: readonly LineFill[];
}

/** Of one member and year; with the longest codes 150 KB, which an item holds with ease. */
const MAX_FILLS = 2_000;

const NO_FILLS_MADE: FillsMade = { date: '', fills: [] };

export function parseBalancesItem(key: ItemKey, item: Item | undefined): BalancesItem {
  if (item?.['b'] === undefined) return { key, revision: 0, balances: new Map(), fills: NO_FILLS };
  const fills = item['f'] === undefined ? NO_FILLS : unpackFills(item['f'].S ?? '{}', key.sk.S?.slice(-4) ?? '');
  return { key, revision: numberOf(item, 'br'), balances: unpackBalances(item['b'].S ?? '{}'), fills };
}

/**
 * The writes that take draws from the balances of members, families and prescriptions, and enter the fills that an order makes; one
 * for each item touched, if its revision still holds.
 */
export function balancesWrites(
  memberId: string,
  items: readonly BalancesItem[],
  draws: Iterable<Draw>,
  made: FillsMade = NO_FILLS_MADE,
): readonly TransactWriteItem[] {
  const added = new Map<string, Map<AccumulatorId, number>>();
  const amountsAt = (home: ItemKey): Map<AccumulatorId, number> => {
    const amounts = added.get(keyText(home)) ?? new Map<AccumulatorId, number>();
    added.set(keyText(home), amounts);
    return amounts;
  };
  for (const { accumulatorId, amount } of draws) {
    const home = homeOf(memberId, accumulatorId);
    if (home === undefined) continue;
    const amounts = amountsAt(home);
    amounts.set(accumulatorId, (amounts.get(accumulatorId) ?? 0) + amount);
  }
  for (const home of homesOfFills(memberId, items, made)) amountsAt(home);
  return [...added].map(([home, amounts]) => {
    const item = items.find(({ key }) => keyText(key) === home);
    if (item === undefined) throw new Error(`${home} has not been read`);
    return balancesWrite(item, amounts, isYearOf(item, memberId, made) ? made : NO_FILLS_MADE);
  });
}

/**
 * The year of the fills, and the next one where it has been read: an order of the next year may be waiting for these fills at this very
 * moment, and would write its own year only. A supply lasts at most 366 days, so later years wait for none of them.
 */
function homesOfFills(
  memberId: string,
  items: readonly BalancesItem[],
  { date, fills }: FillsMade,
): readonly ItemKey[] {
  if (fills.length === 0) return [];
  const year = yearOf(date);
  const next = keyText(balancesKey(memberId, year + 1));
  return [balancesKey(memberId, year), ...items.map(({ key }) => key).filter((key) => keyText(key) === next)];
}

function isYearOf({ key }: BalancesItem, memberId: string, { date, fills }: FillsMade): boolean {
  return fills.length > 0 && keyText(key) === keyText(balancesKey(memberId, yearOf(date)));
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

/** Where an accumulator stands; undefined for those of a pool, which are sharded. */
function homeOf(memberId: string, accumulatorId: AccumulatorId): ItemKey | undefined {
  const { holder, period } = holderOf(accumulatorId);
  if (holder.kind === 'pool') return undefined;
  if (holder.kind === 'prescription') return prescriptionKey(holder.prescriptionNo);
  const year = Number(period.slice(1, 5));
  if (holder.kind === 'member') return period === LIFETIME_KEY ? memberKey(memberId) : balancesKey(memberId, year);
  const [insurerId = ''] = accumulatorId.split('/', 1);
  return period === LIFETIME_KEY
    ? familyLifetimeKey(insurerId, holder.familyId)
    : familyBalancesKey(insurerId, holder.familyId, year);
}

function balancesWrite(
  { key, revision, balances, fills, contentRevision }: BalancesItem,
  added: ReadonlyMap<AccumulatorId, number>,
  made: FillsMade,
): TransactWriteItem {
  const after = new Map(balances);
  for (const [id, amount] of added) {
    const { used, held } = after.get(id) ?? NOTHING;
    after.set(id, { used: used + amount, held });
  }
  const hasFills = made.fills.length > 0;
  const { ConditionExpression, ExpressionAttributeValues: before } = atRevision(revision, contentRevision);
  const next = { ':b': { S: packBalances(after) }, ':next': { N: String(revision + 1) } };
  return {
    Update: {
      TableName: tableName(),
      Key: { ...key },
      UpdateExpression: `SET b = :b, br = :next${hasFills ? ', f = :f' : ''}`,
      ConditionExpression,
      ExpressionAttributeValues: {
        ...next,
        ...(hasFills && { ':f': { S: packFills(longestFills(withFills(fills, made), MAX_FILLS)) } }),
        ...before,
      },
    },
  };
}

function withFills(before: Fills, { date, fills }: FillsMade): Fills {
  const after = new Map(before);
  for (const { code, daysSupply } of fills) after.set(code, [...(after.get(code) ?? []), { date, daysSupply }]);
  return after;
}
