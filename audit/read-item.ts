import type {
  Evidence,
  HeldEvidence,
  HoldEvidence,
  MaximumEvidence,
  ShardEvidence,
  TidiedEvidence,
  UsedEvidence,
  WebhookEvidence,
} from './evidence.ts';
import { readBooks } from './read-books.ts';
import { readFact } from './read-fact.ts';
import { seriesOf } from './table/accumulator.ts';
import type { HoldIn } from './table/balances.ts';
import { balancesIn, poolHoldIn, shardIn } from './table/balances.ts';
import { orderIdOf } from './table/fact.ts';
import type { Item } from './table/item.ts';
import { numberIn, placeOf, textIn } from './table/item.ts';
import { prescriptionIn } from './table/prescription.ts';

type Reader = (item: Item) => readonly Evidence[];

const NOTHING: Reader = () => [];

/** By the kinds of partition and sort key: what an item is evidence of. What is named here and says nothing is known to say nothing. */
const READERS: Readonly<Record<string, Reader>> = {
  'ORDER FACT': readFact,
  'ORDER LINE': NOTHING,
  'MEMBER MEMBER': readBalances,
  'MEMBER BALANCES': readBalances,
  'MEMBER REVISION': NOTHING,
  'FAMILY BALANCES': readBalances,
  'FAMILY LIFETIME': readBalances,
  'PRESCRIPTION PRESCRIPTION': (item) => [...readBalances(item), ...allowedBy(item)],
  'PRESCRIPTION REVISION': NOTHING,
  'POOL SHARD': readShard,
  'POOL HOLD': readPoolHold,
  'WEBHOOK WEBHOOK': readWebhook,
  'IDENTITY IDENTITY': NOTHING,
  'COVERAGE COVERAGE': NOTHING,
  'ENROLMENT ENROLMENT': NOTHING,
  'ENROLMENT REFUSED': NOTHING,
  'PLAN PLAN': NOTHING,
  'PLAN VERSION': NOTHING,
  'FORMULARY FORMULARY': NOTHING,
  'FORMULARY ENTRIES': NOTHING,
  'FORMULARY NAMES': NOTHING,
  'CATALOGUE CATALOGUE': NOTHING,
  'PARTNER PARTNER': NOTHING,
  'NONCE NONCE': NOTHING,
};

/** Kinds of partition of which no item says anything. */
const PARTITIONS: Readonly<Record<string, Reader>> = { DELIVERY: NOTHING };

/** The kind of an item, by its key. */
export function kindOf(item: Item): string {
  const [partition = ''] = textIn(item, 'pk').split('#');
  const [sort = ''] = textIn(item, 'sk').split('#');
  return partition in PARTITIONS ? partition : `${partition} ${sort}`;
}

/** What an item is evidence of; undefined where nobody knows its kind. */
export function readItem(item: Item): readonly Evidence[] | undefined {
  const kind = kindOf(item);
  const own = (READERS[kind] ?? PARTITIONS[kind])?.(item);
  const ofBooks = readBooks(item);
  return own === undefined ? ofBooks : [...own, ...(ofBooks ?? [])];
}

function readBalances(item: Item): readonly Evidence[] {
  const home = placeOf(item);
  const { used, holds } = balancesIn(item);
  const ofItem: UsedEvidence = { about: `total ${home}`, kind: 'used', amounts: used };
  return [...(used.length === 0 ? [] : [ofItem]), ...holds.flatMap((hold) => readHold(hold, home, memberOf(item)))];
}

const memberOf = (item: Item): string => textIn(item, 'pk').split('#')[1] ?? '';

/** A hold is evidence about its order, and about every limit of which it holds something. */
function readHold(hold: HoldIn, home: string, memberId: string): readonly Evidence[] {
  const ofOrder: HoldEvidence = { about: `order ${hold.orderId}`, kind: 'hold', home, ...hold };
  const { expiresAt, amounts } = hold;
  const counted = amounts.filter(([id]) => !id.startsWith('fill//'));
  const grouped = Map.groupBy(counted, ([id]) => `limit ${seriesOf(memberId, id)}`);
  const ofLimits = [...grouped].map(([about, ofLimit]): HeldEvidence => ({
    ...{ about, kind: 'held', expiresAt, amounts: ofLimit },
  }));
  return [ofOrder, ...ofLimits];
}

function allowedBy(item: Item): readonly MaximumEvidence[] {
  const { prescriptionNo, allowed } = prescriptionIn(item);
  return [...allowed].map(([code, max]) => maximumOf(`prescription//${prescriptionNo}/${code}`, max));
}

function readShard(item: Item): readonly Evidence[] {
  const pool = textIn(item, 'pk');
  const shard = shardIn(item);
  const accumulatorId = `${shard.insurerId}//budget/L@P:${pool.slice('POOL#'.length)}`;
  const ofPool: ShardEvidence = { about: `total ${pool}`, kind: 'shard', ...shard };
  return [ofPool, maximumOf(accumulatorId, shard.budget)];
}

const maximumOf = (accumulatorId: string, max: number): MaximumEvidence => ({
  ...{ about: `limit ${seriesOf('', accumulatorId)}`, kind: 'maximum', accumulatorId, max, days: 1 },
});

function readPoolHold(item: Item): readonly Evidence[] {
  const pool = textIn(item, 'pk');
  const about = `total ${pool}`;
  if (item['t'] !== undefined) {
    const tidied: TidiedEvidence = { about, kind: 'tidied', times: numberIn(item, 't') };
    return [tidied];
  }
  const hold = poolHoldIn(item);
  const held: HeldEvidence = { about, kind: 'held', expiresAt: hold.expiresAt, amounts: hold.amounts };
  return [held, ...readHold(hold, pool, '')];
}

function readWebhook(item: Item): readonly WebhookEvidence[] {
  const [, partnerId = '', webhookId = ''] = textIn(item, 'pk').split('#');
  const orderNo = textIn(item, 'o');
  const taken = { webhookId, orderNo, factCount: numberIn(item, 'n'), receivedAt: numberIn(item, 't') };
  return [{ about: `order ${orderIdOf(partnerId, orderNo)}`, kind: 'webhook', ...taken }];
}
