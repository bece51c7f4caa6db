import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { Balances } from '../domain/accumulator.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import type { DecisionFact } from '../domain/fact.ts';
import { serviceDate } from '../domain/order.ts';
import type { PoolMaxima } from '../domain/pool-draws.ts';
import type { Fills } from '../domain/prescription.ts';
import { NO_FILLS } from '../domain/prescription.ts';
import type { BalancesItem } from './balances-item.ts';
import { balancesChecks, balancesWrites, parseBalancesItem } from './balances-item.ts';
import { familyRollingKeys, orderBalancesKeys } from './balances-years.ts';
import { catalogueKeyFor, publicationsOf } from './catalogue.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { factItem, furtherStatementItems, parseFact } from './fact-item.ts';
import type { Item, ItemKey } from './keys.ts';
import { balancesKey, factKey, keyText, memberKey, orderPartition, prescriptionKey } from './keys.ts';
import type { StoredMember } from './member-item.ts';
import { parseMember } from './member-item.ts';
import type { StoredPrescription } from './prescription-item.ts';
import { parsePrescription, prescriptionBalances } from './prescription-item.ts';
import { readItems } from './read-items.ts';
import type { SharedTotals } from './shared-totals.ts';
import { poolsWrites } from './shared-totals.ts';
import { transact } from './transact.ts';

/** What is asked for: an order of a provider, for a member who may be unknown. */
export interface OrderQuestion {
  readonly providerId: string;
  readonly orderNo: string;
  readonly memberId: string | undefined;
  readonly serviceDate: CalendarDate;
  readonly arrivalDate: CalendarDate;
  readonly prescriptionNo: string | undefined;
}

/** All that a decision needs of the table, as it stood at one read. */
export interface OrderFile {
  /** the order's own first fact, where it has been decided before */
  readonly fact: DecisionFact | undefined;
  readonly member: StoredMember | undefined;
  readonly balances: Balances;
  readonly balancesItems: readonly BalancesItem[];
  /** of the years read: up to the order's arrival, so that the latest of each code is among them */
  readonly fills: Fills;
  /** the one that the order names, whoever's it is */
  readonly prescription: StoredPrescription | undefined;
  readonly publications: number;
}

/** How a posting ended: `moved` asks for a new decision, because a balance it was made from has changed since. */
export type Posting =
  { readonly posting: 'posted' | 'moved' } | { readonly posting: 'exists'; readonly fact: DecisionFact };

/** What DynamoDB takes in one transaction; an order of one coverage stays far below it (docs/architecture.md). */
const MAX_WRITES = 100;

/** Fewer facts than a page of a query may hold; an order has a handful. */
const MAX_FACTS = 200;

/** The first round trip of an order: the member, the balances of the years it may touch, and what has become of its number. */
export async function readOrderFile(question: OrderQuestion): Promise<OrderFile> {
  const { providerId, orderNo, memberId, serviceDate, arrivalDate, prescriptionNo } = question;
  const orderKeys = [factKey(providerId, orderNo, 1), catalogueKeyFor(orderNo)] as const;
  const [fact, catalogue] = orderKeys;
  const yearKeys = memberId === undefined ? [] : orderBalancesKeys(memberId, serviceDate, arrivalDate);
  const memberKeys = memberId === undefined ? [] : [memberKey(memberId), ...yearKeys];
  const prescriptionKeys = prescriptionNo === undefined ? [] : [prescriptionKey(prescriptionNo)];
  const items = await readItems([...orderKeys, ...memberKeys, ...prescriptionKeys]);
  const factFound = items.get(keyText(fact));
  const ofMember = memberKeys.map((key) => parseBalancesItem(key, items.get(keyText(key))));
  const prescribed = prescriptionKeys.map((key) => items.get(keyText(key))).filter((item) => item !== undefined);
  const [prescription] = prescribed.map(parsePrescription);
  const balancesItems = [...ofMember, ...prescribed.map(prescriptionBalances)];
  return {
    fact: factFound && parseFact(factFound),
    member: memberId === undefined ? undefined : memberOf(memberId, items),
    balances: new Map(balancesItems.flatMap(({ balances }) => [...balances])),
    balancesItems,
    fills: fillsOf(ofMember),
    prescription,
    publications: publicationsOf(items.get(keyText(catalogue))),
  };
}

/** The fills of several years together. */
function fillsOf(items: readonly BalancesItem[]): Fills {
  const all = items.flatMap(({ fills }) => [...fills]);
  if (all.length === 0) return NO_FILLS;
  const byCode = Map.groupBy(all, ([code]) => code);
  return new Map([...byCode].map(([code, ofCode]) => [code, ofCode.flatMap(([, fills]) => fills)]));
}

/** Everything that a decision was made from, and that must stand as it was read where the fact takes anything from it. */
export interface DecidedFrom {
  readonly file: OrderFile;
  readonly shared: SharedTotals;
  readonly poolMaxima: PoolMaxima;
  /** the years whose totals of the member a rolling limit counted, drawn from or not */
  readonly rollingYears: ReadonlySet<number>;
}

/** The last round trip: the fact and what it takes from the balances, all of it or nothing. */
export async function postFact(admission: Promise<void>, fact: DecisionFact, from: DecidedFrom): Promise<Posting> {
  const put = {
    Put: {
      TableName: tableName(),
      Item: factItem(fact),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };
  // under the fact's own condition, so they need none
  const lines = furtherStatementItems(fact).map((Item) => ({ Put: { TableName: tableName(), Item } }));
  const writes = [put, ...(fact.memberId === null ? [] : takings(fact, fact.memberId, from)), ...lines];
  if (writes.length > MAX_WRITES) throw tooManyTotals();
  const outcome = await transact(admission, writes);
  if (outcome.outcome === 'written') return { posting: 'posted' };
  if (outcome.outcome === 'refused' && outcome.at === 0 && outcome.item !== undefined) {
    return { posting: 'exists', fact: parseFact(outcome.item) };
  }
  return { posting: 'moved' };
}

function tooManyTotals(): ConnectorError {
  const detail = `The order counts against more totals at once than the ${MAX_WRITES} writes of a transaction can hold.`;
  return new ConnectorError('order.too-many-totals', detail);
}

/** What a fact takes from the balances of the member, the families and the pools, each only if it stands as it was read. */
function takings(fact: DecisionFact, memberId: string, from: DecidedFrom): readonly TransactWriteItem[] {
  const { file, shared, rollingYears } = from;
  const draws = fact.draws.flat();
  const items = [...file.balancesItems, ...shared.familyItems];
  const fills = fact.fills.filter((fill) => fill !== undefined);
  const writes = balancesWrites(memberId, items, draws, { date: serviceDate(fact.order), fills });
  const ofPools = poolsWrites(shared, draws, from.poolMaxima, serviceDate(fact.order), startOf(fact.order.orderNo));
  if (writes.length + ofPools.length === 0) return [];
  const counted: readonly ItemKey[] = [
    ...[...rollingYears].map((year) => balancesKey(memberId, year)),
    ...shared.question.families.flatMap((family) => familyRollingKeys(family, fact.businessDate)),
  ];
  return [...writes, ...balancesChecks(items, counted, writes), ...ofPools];
}

/** With which shard of a pool an order begins: orders spread evenly, and one that is repeated begins with the same. */
function startOf(orderNo: string): number {
  return createHash('sha256').update(orderNo).digest().readUInt32BE();
}

/** The facts of one order in the order in which they were posted; none where the provider has no such order. */
export async function readFacts(providerId: string, orderNo: string): Promise<readonly DecisionFact[]> {
  const { Items = [] } = await dynamoDb().send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :order AND begins_with(sk, :fact)',
      ExpressionAttributeValues: { ':order': { S: orderPartition(providerId, orderNo) }, ':fact': { S: 'FACT#' } },
      ConsistentRead: true,
      Limit: MAX_FACTS,
    }),
  );
  return Items.map((item) => parseFact(item));
}

function memberOf(memberId: string, items: ReadonlyMap<string, Item>): StoredMember | undefined {
  const item = items.get(keyText(memberKey(memberId)));
  return item && parseMember(memberId, item);
}
