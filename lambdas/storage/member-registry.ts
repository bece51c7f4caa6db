import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Balances } from '../domain/accumulator.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import { parseBalancesItem } from './balances-item.ts';
import { balancesKeys } from './balances-years.ts';
import { catalogueKeyFor, publicationsOf } from './catalogue.ts';
import { tableName } from './dynamodb-client.ts';
import { coverageKey, identityKey, keyText, memberKey, memberRevisionKey, planKey, textOf } from './keys.ts';
import type { StoredMember } from './member-item.ts';
import { memberAttributes, parseMember } from './member-item.ts';
import type { PlanHead } from './plan-item.ts';
import { parsePlanHead } from './plan-item.ts';
import { readItems } from './read-items.ts';
import type { Outcome } from './transact.ts';
import { transact } from './transact.ts';

/** Whose an identity is, as its keyed hash says. */
export interface IdentityOwner {
  readonly memberId: string;
  readonly nameHash: string;
}

export async function findIdentity(identityHash: string): Promise<IdentityOwner | undefined> {
  const [item] = (await readItems([identityKey(identityHash)])).values();
  return item && { memberId: textOf(item, 'm'), nameHash: textOf(item, 'n') };
}

/** A member with the balances around a date: what an eligibility check looks at. */
export interface MemberFile {
  readonly member: StoredMember | undefined;
  readonly balances: Balances;
  readonly publications: number;
}

export async function readMemberFile(memberId: string, date: CalendarDate, now: EpochMs): Promise<MemberFile> {
  const catalogue = catalogueKeyFor(memberId);
  const keys = [memberKey(memberId), ...balancesKeys(memberId, date, shanghaiDate(now))];
  const items = await readItems([catalogue, ...keys]);
  const member = items.get(keyText(memberKey(memberId)));
  return {
    member: member && parseMember(memberId, member),
    balances: new Map(keys.flatMap((key) => [...parseBalancesItem(key, items.get(keyText(key)), now).balances])),
    publications: publicationsOf(items.get(keyText(catalogue))),
  };
}

/**
 * A member's enrolment at a revision, which is the present one or one that has been amended since. The archive is read after the present
 * one has been seen to be another: in one batch both could be missed, while an amendment moves the one to the other.
 */
export async function readMemberRevision(memberId: string, revision: number): Promise<StoredMember | undefined> {
  const [present] = (await readItems([memberKey(memberId)])).values();
  if (present !== undefined && Number(present['r']?.N) === revision) return parseMember(memberId, present);
  const [archived] = (await readItems([memberRevisionKey(memberId, revision)])).values();
  return archived && { ...parseMember(memberId, archived), revision };
}

/** What enrolment must know before it writes: whose the coverage number, the member, the identity and the plan are. */
export interface EnrolmentFile {
  readonly coverage: { readonly insurerId: string; readonly memberId: string } | undefined;
  readonly member: StoredMember | undefined;
  readonly plan: PlanHead | undefined;
  readonly identityMemberId: string | undefined;
}

export interface EnrolmentQuestion {
  readonly coverageId: string;
  readonly memberId: string;
  readonly planId: string;
  readonly identityHash: string | undefined;
}

export async function readEnrolmentFile(question: EnrolmentQuestion): Promise<EnrolmentFile> {
  const { coverageId, memberId, planId, identityHash } = question;
  const [ofCoverage, ofMember, ofPlan] = [coverageKey(coverageId), memberKey(memberId), planKey(planId)];
  const ofIdentity = identityHash === undefined ? undefined : identityKey(identityHash);
  const items = await readItems([ofCoverage, ofMember, ofPlan, ...(ofIdentity === undefined ? [] : [ofIdentity])]);
  const [coverage, member, plan] = [ofCoverage, ofMember, ofPlan].map((key) => items.get(keyText(key)));
  const identity = ofIdentity && items.get(keyText(ofIdentity));
  return {
    coverage: coverage && { insurerId: textOf(coverage, 'insurer'), memberId: textOf(coverage, 'member') },
    member: member && parseMember(memberId, member),
    plan: plan && parsePlanHead(planId, plan),
    identityMemberId: identity && textOf(identity, 'm'),
  };
}

/** An identity as it is stored: found by its hash, opened only with the stage's cipher key. */
export interface SealedOwner extends IdentityOwner {
  readonly identityHash: string;
  readonly sealed: string;
}

/** A member as it stands in the table, and as it is to stand. */
export interface MemberChange {
  readonly before: StoredMember | undefined;
  readonly after: StoredMember;
}

/** One enrolment: the member with its new coverages, the coverage number if it is new, the identity if it is new or corrected. */
export interface Enrolment extends MemberChange {
  readonly newCoverage: { readonly coverageId: string; readonly insurerId: string } | undefined;
  readonly identity: SealedOwner | undefined;
}

export async function writeEnrolment(admission: Promise<void>, enrolment: Enrolment): Promise<Outcome['outcome']> {
  const { after, newCoverage, identity } = enrolment;
  const writes = memberWrites(enrolment);
  if (newCoverage !== undefined) writes.push(coverageWrite(newCoverage, after.memberId));
  if (identity !== undefined) writes.push(identityWrite(identity));
  return (await transact(admission, writes)).outcome;
}

/** The member as it is from now on and, where there was one, as it was before. */
export function memberWrites(change: MemberChange): TransactWriteItem[] {
  return [memberWrite(change), ...archiveWrites(change)];
}

export function coverageWrite(
  { coverageId, insurerId }: { readonly coverageId: string; readonly insurerId: string },
  memberId: string,
): TransactWriteItem {
  const Item = { ...coverageKey(coverageId), insurer: { S: insurerId }, member: { S: memberId } };
  return { Put: { TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

export function identityWrite({ identityHash, memberId, nameHash, sealed }: SealedOwner): TransactWriteItem {
  const Item = { ...identityKey(identityHash), m: { S: memberId }, n: { S: nameHash }, x: { S: sealed } };
  return {
    Put: {
      TableName: tableName(),
      Item,
      ConditionExpression: 'attribute_not_exists(pk) OR m = :member',
      ExpressionAttributeValues: { ':member': { S: memberId } },
    },
  };
}

/** Keeps the enrolment that is amended, under the member's own condition, because decisions were made from it. */
function archiveWrites({ before }: MemberChange): readonly TransactWriteItem[] {
  if (before === undefined) return [];
  const Item = { ...memberRevisionKey(before.memberId, before.revision), ...memberAttributes(before) };
  return [{ Put: { TableName: tableName(), Item } }];
}

/** Sets what enrolment owns of a member's item and leaves its balances alone. */
function memberWrite({ before, after }: MemberChange): TransactWriteItem {
  const attributes = { ...memberAttributes(after), r: { N: String((before?.revision ?? 0) + 1) } };
  const names = Object.keys(attributes);
  return {
    Update: {
      TableName: tableName(),
      Key: { ...memberKey(after.memberId) },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: before === undefined ? 'attribute_not_exists(#r)' : '#r = :before',
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
        ...(before !== undefined && { ':before': { N: String(before.revision) } }),
      },
    },
  };
}
