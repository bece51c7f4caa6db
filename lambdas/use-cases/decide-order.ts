import type { Adjudication } from '../domain/adjudicate.ts';
import type { MemberFound } from '../domain/adjudication-input.ts';
import { adjudicate } from '../domain/adjudicate.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/coverage-standing.ts';
import type { DecisionBasis } from '../domain/fact.ts';
import type { Order } from '../domain/order.ts';
import { serviceDate } from '../domain/order.ts';
import { NO_POOLS } from '../domain/pool.ts';
import { loadFormularies } from './load-formularies.ts';
import type { OrderFile, OrderPorts, StoredMember } from './ports.ts';
import { rollingYears } from './rolling-years.ts';

/** An order on its way to a decision. */
export interface OrderInHand {
  readonly order: Order;
  readonly providerId: string;
  readonly now: EpochMs;
}

/** Who the order is for, found before its file is read, because an identity must first be turned into a member. */
export interface MemberAsked {
  readonly memberId: string | undefined;
  /** an identity was sent whose name is not the one enrolled */
  readonly otherName: boolean;
}

/** By number at no cost; by identity with one read. */
export async function findMember({ members }: OrderPorts, { member }: Order): Promise<MemberAsked> {
  if (member.by === 'memberId') return { memberId: member.memberId, otherName: false };
  const owner = await members.findIdentity(member.identityHash);
  return { memberId: owner?.memberId, otherName: owner !== undefined && owner.nameHash !== member.nameHash };
}

export function readFile(
  { orders }: OrderPorts,
  { order, providerId, now }: OrderInHand,
  asked: MemberAsked,
): Promise<OrderFile> {
  return orders.readOrderFile({
    ...{ providerId, orderNo: order.orderNo, memberId: asked.memberId },
    serviceDate: serviceDate(order),
    arrivalDate: shanghaiDate(now),
  });
}

/** A decision with what it was made from. */
export interface Decided extends Adjudication {
  /** the calendar years whose balances its rolling limits counted */
  readonly rollingYears: ReadonlySet<number>;
  readonly basis: DecisionBasis;
}

/** Decides an order on what has been read of it. */
export async function decide(
  ports: OrderPorts,
  inHand: OrderInHand,
  asked: MemberAsked,
  file: OrderFile,
): Promise<Decided> {
  const { order, providerId, now } = inHand;
  const member = await memberFound(ports, order, asked, file);
  const candidates = member.found === 'member' ? member.candidates : [];
  const adjudication = adjudicate({
    ...{ order, providerId, arrivedAt: now, member },
    balances: file.balances,
    formularies: await loadFormularies(ports, candidates, file.publications),
  });
  const basis: DecisionBasis = {
    found: member.found,
    memberRevision: file.member?.revision ?? 0,
    publications: file.publications,
    pools: NO_POOLS,
  };
  return { ...adjudication, basis, rollingYears: rollingYears(candidates, serviceDate(order)) };
}

async function memberFound(ports: OrderPorts, order: Order, asked: MemberAsked, file: OrderFile): Promise<MemberFound> {
  if (asked.otherName) return { found: 'other-name' };
  const { member, publications } = file;
  if (member === undefined) return { found: 'nobody' };
  const candidates = await candidatesOn(ports, member, serviceDate(order), publications);
  return { found: 'member', memberId: member.memberId, candidates, birthDate: member.birthDate };
}

/** A member's coverages, each with the plan version in force on a date. */
export async function candidatesOn(
  { plans }: Pick<OrderPorts, 'plans'>,
  member: StoredMember,
  date: string,
  publications: number,
): Promise<readonly Candidate[]> {
  const planIds = member.coverages.map(({ planId }) => planId);
  const onDate = await plans.plansOnDate(planIds, date, publications);
  return member.coverages.map((coverage) => {
    const choice = onDate.get(coverage.planId);
    return { coverage, plan: choice?.plan, nextVersionFrom: choice?.nextVersionFrom };
  });
}
