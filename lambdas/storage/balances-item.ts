import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId, Balances, Draw } from '../domain/accumulator.ts';
import { LIFETIME_KEY, NOTHING } from '../domain/accumulator.ts';
import { holderOf } from '../domain/accumulator-holder.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import { addDays, yearOf } from '../domain/calendar.ts';
import type { FamilyQuestion } from '../domain/shared-question.ts';
import { atRevision } from './at-revision.ts';
import { tableName } from './dynamodb-client.ts';
import type { Item, ItemKey } from './keys.ts';
import { balancesKey, familyBalancesKey, familyLifetimeKey, keyText, memberKey, numberOf } from './keys.ts';
import { packBalances, unpackBalances } from './packed-balances.ts';

/**
 * The balances of one member, or of one family, are spread over a few items by the year in which their period begins; those of a
 * lifetime stand in the member's own item, or in one of the family. Each item carries a revision, and a write holds only if nobody
 * else has written it since.
 */
export interface BalancesItem {
  readonly key: ItemKey;
  readonly revision: number;
  readonly balances: Balances;
}

/** An order may be for a service of up to 24 h from now (T703); one more day for a request that is under way at midnight. */
const DAYS_AHEAD = 2;

const lastYear = (arrived: CalendarDate): number => yearOf(addDays(arrived, DAYS_AHEAD));

/** The balances items that an order of a service date may depend on: a coverage year may have begun in the year before. */
export function balancesKeys(memberId: string, served: CalendarDate, arrived: CalendarDate): readonly ItemKey[] {
  const years = [yearOf(served) - 1, yearOf(served)];
  // windows of a rolling limit reach into the following year, as soon as there can be anything in it
  if (lastYear(arrived) > yearOf(served)) years.push(yearOf(served) + 1);
  return years.map((year) => balancesKey(memberId, year));
}

/** The same of a family, whose plans say which years count; one in which there cannot be anything yet is left out. */
export function familyKeys(family: FamilyQuestion, arrived: CalendarDate): readonly ItemKey[] {
  const { insurerId, familyId, lifetime } = family;
  return [
    ...familyYearKeys(family, family.years, arrived),
    ...(lifetime ? [familyLifetimeKey(insurerId, familyId)] : []),
  ];
}

/** Those of a family that a rolling limit counts. */
export function familyRollingKeys(family: FamilyQuestion, arrived: CalendarDate): readonly ItemKey[] {
  return familyYearKeys(family, family.rollingYears, arrived);
}

function familyYearKeys(
  { insurerId, familyId }: FamilyQuestion,
  years: ReadonlySet<number>,
  arrived: CalendarDate,
): readonly ItemKey[] {
  const counted = [...years].filter((year) => year <= lastYear(arrived));
  return counted.map((year) => familyBalancesKey(insurerId, familyId, year));
}

export function parseBalancesItem(key: ItemKey, item: Item | undefined): BalancesItem {
  if (item?.['b'] === undefined) return { key, revision: 0, balances: new Map() };
  return { key, revision: numberOf(item, 'br'), balances: unpackBalances(item['b'].S ?? '{}') };
}

/** The writes that take draws from the balances of members and families, one for each item touched, if its revision still holds. */
export function balancesWrites(
  memberId: string,
  items: readonly BalancesItem[],
  draws: Iterable<Draw>,
): readonly TransactWriteItem[] {
  const added = new Map<string, Map<AccumulatorId, number>>();
  for (const { accumulatorId, amount } of draws) {
    const home = homeOf(memberId, accumulatorId);
    if (home === undefined) continue;
    const amounts = added.get(keyText(home)) ?? new Map<AccumulatorId, number>();
    added.set(keyText(home), amounts.set(accumulatorId, (amounts.get(accumulatorId) ?? 0) + amount));
  }
  return [...added].map(([home, amounts]) => {
    const item = items.find(({ key }) => keyText(key) === home);
    if (item === undefined) throw new Error(`${home} has not been read`);
    return balancesWrite(item, amounts);
  });
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
  const year = Number(period.slice(1, 5));
  if (holder.kind === 'member') return period === LIFETIME_KEY ? memberKey(memberId) : balancesKey(memberId, year);
  const [insurerId = ''] = accumulatorId.split('/', 1);
  return period === LIFETIME_KEY
    ? familyLifetimeKey(insurerId, holder.familyId)
    : familyBalancesKey(insurerId, holder.familyId, year);
}

function balancesWrite(
  { key, revision, balances }: BalancesItem,
  added: ReadonlyMap<AccumulatorId, number>,
): TransactWriteItem {
  const after = new Map(balances);
  for (const [id, amount] of added) {
    const { used, held } = after.get(id) ?? NOTHING;
    after.set(id, { used: used + amount, held });
  }
  const { ConditionExpression, ExpressionAttributeValues: before } = atRevision(revision);
  const next = { ':b': { S: packBalances(after) }, ':next': { N: String(revision + 1) } };
  return {
    Update: {
      TableName: tableName(),
      Key: { ...key },
      UpdateExpression: 'SET b = :b, br = :next',
      ConditionExpression,
      ExpressionAttributeValues: { ...next, ...before },
    },
  };
}
