import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId, Balance, Balances, Draw } from '../domain/accumulator.ts';
import { LIFETIME_KEY, NOTHING } from '../domain/accumulator.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import { addDays, yearOf } from '../domain/calendar.ts';
import { tableName } from './dynamodb-client.ts';
import type { Item, ItemKey } from './keys.ts';
import { balancesKey, keyText, memberKey, numberOf } from './keys.ts';

/**
 * The balances of one member are spread over a few items by the year in which their period begins; those of a lifetime stand in
 * the member's own item. Each item carries a revision, and a write holds only if nobody else has written it since.
 */
export interface BalancesItem {
  readonly key: ItemKey;
  readonly revision: number;
  readonly balances: Balances;
}

/** `{"insurer/plan": {"limit/period": [used, held?]}}`: insurer and plan once, and the held part only where there is one. */
type Packed = Record<string, Record<string, readonly [used: number, held?: number]>>;

/** An order may be for a service of up to 24 h from now (T703); one more day for a request that is under way at midnight. */
const DAYS_AHEAD = 2;

/** The balances items that an order of a service date may depend on: a coverage year may have begun in the year before. */
export function balancesKeys(memberId: string, served: CalendarDate, arrived: CalendarDate): readonly ItemKey[] {
  const years = [yearOf(served) - 1, yearOf(served)];
  // windows of a rolling limit reach into the following year, as soon as there can be anything in it
  if (yearOf(addDays(arrived, DAYS_AHEAD)) > yearOf(served)) years.push(yearOf(served) + 1);
  return years.map((year) => balancesKey(memberId, year));
}

export function parseBalancesItem(key: ItemKey, item: Item | undefined): BalancesItem {
  if (item?.['b'] === undefined) return { key, revision: 0, balances: new Map() };
  const packed = JSON.parse(item['b'].S ?? '{}') as Packed;
  const balances = new Map<AccumulatorId, Balance>();
  for (const [plan, totals] of Object.entries(packed)) {
    for (const [total, [used, held = 0]] of Object.entries(totals)) balances.set(`${plan}/${total}`, { used, held });
  }
  return { key, revision: numberOf(item, 'br'), balances };
}

/** The writes that take draws from a member's balances, one for each item touched, each only if its revision still holds. */
export function balancesWrites(
  memberId: string,
  items: readonly BalancesItem[],
  draws: Iterable<Draw>,
): readonly TransactWriteItem[] {
  const added = new Map<string, Map<AccumulatorId, number>>();
  for (const { accumulatorId, amount } of draws) {
    const home = keyText(homeOf(memberId, accumulatorId));
    const amounts = added.get(home) ?? new Map<AccumulatorId, number>();
    added.set(home, amounts.set(accumulatorId, (amounts.get(accumulatorId) ?? 0) + amount));
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
  memberId: string,
  items: readonly BalancesItem[],
  years: ReadonlySet<number>,
  writes: readonly TransactWriteItem[],
): readonly TransactWriteItem[] {
  const written = new Set(writes.map(({ Update }) => keyText(Update?.Key ?? {})));
  const watched = new Set([...years].map((year) => keyText(balancesKey(memberId, year))));
  return items
    .filter(({ key }) => watched.has(keyText(key)) && !written.has(keyText(key)))
    .map(({ key, revision }) => ({
      ConditionCheck: { TableName: tableName(), Key: { ...key }, ...atRevision(revision) },
    }));
}

function atRevision(revision: number) {
  if (revision === 0) return { ConditionExpression: 'attribute_not_exists(br)' };
  return { ConditionExpression: 'br = :before', ExpressionAttributeValues: { ':before': { N: String(revision) } } };
}

function homeOf(memberId: string, accumulatorId: AccumulatorId): ItemKey {
  const period = accumulatorId.slice(accumulatorId.lastIndexOf('/') + 1);
  return period === LIFETIME_KEY ? memberKey(memberId) : balancesKey(memberId, Number(period.slice(1, 5)));
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
  const next = { ':b': { S: JSON.stringify(packed(after)) }, ':next': { N: String(revision + 1) } };
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

function packed(balances: Balances): Packed {
  const plans: Packed = {};
  for (const [id, { used, held }] of balances) {
    const [insurer, plan, ...rest] = id.split('/');
    const totals = (plans[`${insurer}/${plan}`] ??= {});
    totals[rest.join('/')] = held === 0 ? [used] : [used, held];
  }
  return plans;
}
