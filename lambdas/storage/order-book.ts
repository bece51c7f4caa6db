import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Balances, Draw } from '../domain/accumulator.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { DecisionFact, OrderFact } from '../domain/fact.ts';
import type { LaterFact } from '../domain/later-fact.ts';
import { serviceDate } from '../domain/order.ts';
import type { PoolMaxima } from '../domain/pool-draws.ts';
import type { Fills } from '../domain/prescription.ts';
import { NO_FILLS } from '../domain/prescription.ts';
import type { BalancesItem } from './balances-item.ts';
import { balancesChecks, balancesWrites, parseBalancesItem } from './balances-item.ts';
import { familyRollingKeys, orderBalancesKeys } from './balances-years.ts';
import { catalogueKeyFor, publicationsOf } from './catalogue.ts';
import { parseFact } from './fact-item.ts';
import type { Item, ItemKey } from './keys.ts';
import { balancesKey, factKey, keyText, memberKey, orderIdOf, prescriptionKey } from './keys.ts';
import type { StoredMember } from './member-item.ts';
import { parseMember } from './member-item.ts';
import type { Pool } from './pool-item.ts';
import { reapWrites } from './reap-holds.ts';
import type { Posting, Rider } from './post-facts.ts';
import { postFacts } from './post-facts.ts';
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
  /** when it arrived */
  readonly now: EpochMs;
  readonly prescriptionNo: string | undefined;
}

/** All that a decision needs of the table, as it stood at one read. */
export interface OrderFile {
  /** what happened first under the order's number: its decision, or a reversal that came before it */
  readonly first: OrderFact | undefined;
  readonly member: StoredMember | undefined;
  readonly balances: Balances;
  readonly balancesItems: readonly BalancesItem[];
  /** of the years read: up to the order's arrival, so that the latest of each code is among them */
  readonly fills: Fills;
  /** the one that the order names, whoever's it is */
  readonly prescription: StoredPrescription | undefined;
  readonly publications: number;
}

/** The first round trip of an order: the member, the balances of the years it may touch, and what has become of its number. */
export async function readOrderFile(question: OrderQuestion): Promise<OrderFile> {
  const { providerId, orderNo, memberId, serviceDate, now, prescriptionNo } = question;
  const orderKeys = [factKey(orderIdOf(providerId, orderNo), 1), catalogueKeyFor(orderNo)] as const;
  const [fact, catalogue] = orderKeys;
  const yearKeys = memberId === undefined ? [] : orderBalancesKeys(memberId, serviceDate, shanghaiDate(now));
  const memberKeys = memberId === undefined ? [] : [memberKey(memberId), ...yearKeys];
  const prescriptionKeys = prescriptionNo === undefined ? [] : [prescriptionKey(prescriptionNo)];
  const items = await readItems([...orderKeys, ...memberKeys, ...prescriptionKeys]);
  const factFound = items.get(keyText(fact));
  const ofMember = memberKeys.map((key) => parseBalancesItem(key, items.get(keyText(key)), now));
  const prescribed = prescriptionKeys.map((key) => items.get(keyText(key))).filter((item) => item !== undefined);
  const [prescription] = prescribed.map(parsePrescription);
  const balancesItems = [...ofMember, ...prescribed.map((item) => prescriptionBalances(item, now))];
  return {
    first: factFound && parseFact(factFound),
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

/** A decision to be posted, and what it takes. */
export interface DecisionPosting {
  /** the decision, and what happens to the order in the same write */
  readonly facts: readonly [DecisionFact, ...LaterFact[]];
  /** fills among it */
  readonly draws: readonly Draw[];
  /** held until this instant; undefined: used at once */
  readonly until: EpochMs | undefined;
  /** what else is written with it, or not at all */
  readonly riders: readonly Rider[];
}

/** The last round trip: the facts and what they take from the balances, all of it or nothing. */
export async function postDecision(
  admission: Promise<void>,
  posting: DecisionPosting,
  from: DecidedFrom,
): Promise<Posting> {
  const [{ memberId }] = posting.facts;
  const taken = memberId === null || posting.draws.length === 0 ? [] : takings(posting, memberId, from);
  if ('lapsed' in taken) {
    const { poolId, lapsed, shards } = taken.lapsed;
    await transact(admission, reapWrites(poolId, lapsed, shards.length));
    return { posting: 'moved' };
  }
  return postFacts(admission, posting.facts, posting.riders, taken);
}

/** What a decision takes from the balances of the member, the families and the pools, each only if it stands as it was read. */
function takings(
  { facts: [fact], draws, until }: DecisionPosting,
  memberId: string,
  { file, shared, rollingYears, poolMaxima }: DecidedFrom,
): readonly TransactWriteItem[] | { readonly lapsed: Pool } {
  const items = [...file.balancesItems, ...shared.familyItems];
  const orderId = orderIdOf(fact.providerId, fact.orderNo);
  const writes = balancesWrites(items, { memberId, orderId, draws, until });
  const date = serviceDate(fact.order);
  const ofPools = poolsWrites(shared, { orderId, draws, until, date, maxima: poolMaxima });
  if ('lapsed' in ofPools) return ofPools;
  if (writes.length + ofPools.length === 0) return [];
  const counted: readonly ItemKey[] = [
    ...[...rollingYears].map((year) => balancesKey(memberId, year)),
    ...shared.question.families.flatMap((family) => familyRollingKeys(family, fact.businessDate)),
  ];
  return [...writes, ...balancesChecks(items, counted, writes), ...ofPools];
}

function memberOf(memberId: string, items: ReadonlyMap<string, Item>): StoredMember | undefined {
  const item = items.get(keyText(memberKey(memberId)));
  return item && parseMember(memberId, item);
}
