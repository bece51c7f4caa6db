import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** The key of an item of the single table. */
export type ItemKey = Readonly<Record<'pk' | 'sk', AttributeValue>>;
export type Item = Record<string, AttributeValue>;

export const key = (partition: string, sort: string): ItemKey => ({ pk: { S: partition }, sk: { S: sort } });

const revisionSort = (revision: number): string => `REVISION#${String(revision).padStart(6, '0')}`;

/** A member's coverages, and the balances that belong to no year. */
export const memberKey = (memberId: string): ItemKey => key(`MEMBER#${memberId}`, 'MEMBER');

/** A member's enrolment as it was before it was amended: what older decisions were made from. */
export const memberRevisionKey = (memberId: string, revision: number): ItemKey =>
  key(`MEMBER#${memberId}`, revisionSort(revision));

/** The balances of a member's accumulators whose period begins in a calendar year. */
export const balancesKey = (memberId: string, year: number): ItemKey => key(`MEMBER#${memberId}`, `BALANCES#${year}`);

/** The balances of a family's accumulators whose period begins in a calendar year. */
export const familyBalancesKey = (insurerId: string, familyId: string, year: number): ItemKey =>
  key(`FAMILY#${insurerId}#${familyId}`, `BALANCES#${year}`);

export const familyLifetimeKey = (insurerId: string, familyId: string): ItemKey =>
  key(`FAMILY#${insurerId}#${familyId}`, 'LIFETIME');

export const poolPartition = (poolId: string): string => `POOL#${poolId}`;

/** One shard of a pool: a part of its budget, and of all that was taken from it. */
export const shardKey = (poolId: string, index: number): ItemKey =>
  key(poolPartition(poolId), `SHARD#${String(index).padStart(2, '0')}`);

/** Which member an identity belongs to, by keyed hash. */
export const identityKey = (identityHash: string): ItemKey => key(`IDENTITY#${identityHash}`, 'IDENTITY');

/** Whose a coverage number is. */
export const coverageKey = (coverageId: string): ItemKey => key(`COVERAGE#${coverageId}`, 'COVERAGE');

/** A file of coverages: how far it has been read, and what of it was taken. */
export const enrolmentKey = (enrolmentId: string): ItemKey => key(enrolmentPartition(enrolmentId), 'ENROLMENT');

/** Rows of the file that were refused, by the number of the last one in the item. */
export const refusedRowsKey = (enrolmentId: string, lastLine: number): ItemKey =>
  key(enrolmentPartition(enrolmentId), `REFUSED#${String(lastLine).padStart(10, '0')}`);

export const enrolmentPartition = (enrolmentId: string): string => `ENROLMENT#${enrolmentId}`;

/** A prescription, and what has been taken from it. */
export const prescriptionKey = (prescriptionNo: string): ItemKey =>
  key(`PRESCRIPTION#${prescriptionNo}`, 'PRESCRIPTION');

/** What a prescription said before it was amended: orders may have been declined by it. */
export const prescriptionRevisionKey = (prescriptionNo: string, revision: number): ItemKey =>
  key(`PRESCRIPTION#${prescriptionNo}`, revisionSort(revision));

/** Whose a plan is, and which versions it has. */
export const planKey = (planId: string): ItemKey => key(`PLAN#${planId}`, 'PLAN');

export const planVersionKey = (planId: string, version: number): ItemKey =>
  key(`PLAN#${planId}`, `VERSION#${String(version).padStart(6, '0')}`);

/** Whose a formulary is, and which versions it has. */
export const formularyKey = (formularyId: string): ItemKey => key(`FORMULARY#${formularyId}`, 'FORMULARY');

/**
 * A part of a formulary's content, under the digest of the whole: whoever writes it writes the same. `kind` names the form in which it
 * is packed; another form is another kind.
 */
export const formularyChunkKey = (
  formularyId: string,
  kind: 'ENTRIES' | 'NAMES',
  digest: string,
  position: number,
): ItemKey => key(`FORMULARY#${formularyId}`, `${kind}#${digest}#${String(position).padStart(2, '0')}`);

/** How many publications there have been; kept in several copies, because every order reads one. */
export const catalogueKey = (copy: number): ItemKey => key(`CATALOGUE#${copy}`, 'CATALOGUE');

/** A webhook that was taken: by whom it was sent, and its sender's own id. */
export const webhookKey = (partnerId: string, webhookId: string): ItemKey =>
  key(`WEBHOOK#${partnerId}#${webhookId}`, 'WEBHOOK');

/** An event on its way to a provider, in the order in which events happened (epoch milliseconds). */
export const deliveryKey = (providerId: string, happenedAt: number, eventId: string): ItemKey =>
  key(deliveryPartition(providerId), `${deliverySort(happenedAt)}#${eventId}`);

export const deliveryPartition = (providerId: string): string => `DELIVERY#${providerId}`;

export const deliverySort = (happenedAt: number): string => String(happenedAt).padStart(14, '0');

/** What somebody must look at, by an id that follows from what it is about. */
export const exceptionKey = (exceptionId: string): ItemKey => key(`EXCEPTION#${exceptionId}`, 'EXCEPTION');

/**
 * The name of an order within the table: of its provider and number alone, so that it never needs to be looked up, and short enough to
 * be part of the ids that partners hold. Never with a dash at the front, which a spreadsheet would calculate and a command would take for
 * an option.
 */
export function orderIdOf(providerId: string, orderNo: string): string {
  const digest = createHash('sha256').update(`${providerId}#${orderNo}`).digest('base64url');
  return digest.slice(0, ORDER_ID_LENGTH).replace(/^-/u, '_');
}

/** Nearly 126 bits. */
const ORDER_ID_LENGTH = 21;

export const orderPartition = (orderId: string): string => `ORDER#${orderId}`;

export const factKey = (orderId: string, sequence: number): ItemKey =>
  key(orderPartition(orderId), `FACT#${String(sequence).padStart(4, '0')}`);

/** Where a fact stands in the statement of one more insurer that pays a part of it. */
export const statementLineKey = (orderId: string, sequence: number, insurerId: string): ItemKey =>
  key(orderPartition(orderId), `LINE#${String(sequence).padStart(4, '0')}#${insurerId}`);

/** A line of an insurer's book: of a business date and shard, in the order of posting (epoch milliseconds). */
export const bookKey = (partition: string, postedAt: number, factId: string): ItemKey =>
  key(partition, `${bookSort(postedAt)}#${factId}`);

export const bookPartition = (insurerId: string, businessDate: string, shard: number): string =>
  `BOOK#${insurerId}#${businessDate}#${shard}`;

/** Eight digits from 1972 to 2059, so that texts sort as instants do. */
export const bookSort = (postedAt: number): string => postedAt.toString(36).padStart(8, '0');

/** How far an insurer's statements have been closed. */
export const statementsHeadKey = (insurerId: string): ItemKey => key(statementsPartition(insurerId), 'HEAD');

/** That an insurer has lines of a business date. */
export const businessDayKey = (insurerId: string, businessDate: string): ItemKey =>
  key(statementsPartition(insurerId), `DAY#${businessDate}`);

/** A line that came when its business date may have been closed already. */
export const lateLineKey = (insurerId: string, businessDate: string, postedAt: number, factId: string): ItemKey =>
  key(statementsPartition(insurerId), `LATE#${businessDate}#${bookSort(postedAt)}#${factId}`);

/** Where the lines of an insurer's late candidates of dates before one end. */
export const lateLinesBefore = (businessDate: string): string => `LATE#${businessDate}`;

/** A late line that a statement has taken up: whoever notes it as late once more does not bring it into another. */
export const takenLineKey = (insurerId: string, businessDate: string, postedAt: number, factId: string): ItemKey =>
  key(statementsPartition(insurerId), `TAKEN#${businessDate}#${bookSort(postedAt)}#${factId}`);

/** How the closing of a date is cut into slices, and from when on claims are not looked at any more. */
export const closingKey = (insurerId: string, businessDate: string): ItemKey =>
  key(statementsPartition(insurerId), `CLOSE#${businessDate}`);

/** What was found in a slice of a closing. */
export const closingSliceKey = (insurerId: string, businessDate: string, slice: number): ItemKey =>
  key(statementsPartition(insurerId), `CLOSE#${businessDate}#${String(slice).padStart(5, '0')}`);

/** A statement that is published. */
export const statementKey = (insurerId: string, businessDate: string): ItemKey =>
  key(statementsPartition(insurerId), `STATEMENT#${businessDate}`);

export const statementsPartition = (insurerId: string): string => `STATEMENTS#${insurerId}`;

/** Whether an insurer can be reached. */
export const breakerKey = (insurerId: string): ItemKey => key(`BREAKER#${insurerId}`, 'BREAKER');

/** How far the book of an insurer has been swept for claims that nothing would bring to it any more. */
export const claimsSweepKey = (insurerId: string): ItemKey => key(`BREAKER#${insurerId}`, 'SWEEP');

/** What an open authorization holds of a pool, in the order in which holds end. */
export const poolHoldKey = (poolId: string, expiresAt: number, orderId: string): ItemKey =>
  key(poolPartition(poolId), `${poolHoldSort(expiresAt)}#${orderId}`);

/** How often holds of a pool that have ended were tidied away. It sorts before all holds, so that it is read with them. */
export const poolTidiedKey = (poolId: string): ItemKey => key(poolPartition(poolId), poolHoldSort(0));

export const poolHoldSort = (expiresAt: number): string => `HOLD#${String(expiresAt).padStart(14, '0')}`;

/** Something that is due at an instant (epoch milliseconds); each kind has a few partitions. */
export const timerKey = (kind: string, shard: number, dueAt: number, id: string): ItemKey =>
  key(timerPartition(kind, shard), `${timerSort(dueAt)}#${id}`);

export const timerPartition = (kind: string, shard: number): string => `DUE#${kind}#${shard}`;

export const timerSort = (dueAt: number): string => String(dueAt).padStart(14, '0');

/** `pk` and `sk` as one text, to tell items of a batch apart. */
export function keyText(item: Readonly<Record<string, AttributeValue>>): string {
  return `${item['pk']?.S ?? ''} ${item['sk']?.S ?? ''}`;
}

/** A text attribute that must be there; only this product writes the table, so its absence is a defect. */
export function textOf(item: Readonly<Record<string, AttributeValue>>, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`an item of ${item['sk']?.S ?? 'the table'} has no ${name}`);
  return value;
}

export function numberOf(item: Readonly<Record<string, AttributeValue>>, name: string): number {
  const value = item[name]?.N;
  if (value === undefined) throw new Error(`an item of ${item['sk']?.S ?? 'the table'} has no ${name}`);
  return Number(value);
}
