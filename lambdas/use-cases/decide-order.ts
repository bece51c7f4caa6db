import type { Adjudication } from '../domain/adjudicate.ts';
import type { MemberFound } from '../domain/adjudication-input.ts';
import { adjudicate } from '../domain/adjudicate.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import type { Ceilings } from '../domain/ceilings.ts';
import type { Candidate, CoverageInForce } from '../domain/coverage-standing.ts';
import { coverageStanding } from '../domain/coverage-standing.ts';
import type { DecisionBasis } from '../domain/fact.ts';
import type { Order } from '../domain/order.ts';
import { handedOverFrom, servedAt, serviceDate } from '../domain/order.ts';
import { prescriptionAt } from '../domain/issued-prescription.ts';
import { asFills, takenOf } from '../domain/prescription.ts';
import { latestFillsFor } from '../domain/refill-question.ts';
import { poolMaxima } from '../domain/pool-draws.ts';
import { memberRollingYears, sharedQuestion } from '../domain/shared-question.ts';
import { loadFormularies } from './load-formularies.ts';
import type { DecidedFrom, OrderFile, OrderPorts, StoredMember } from './ports.ts';

/** An order on its way to a decision. */
export interface OrderInHand {
  readonly order: Order;
  readonly providerId: string;
  readonly now: EpochMs;
  /** how long what it takes is held, in seconds; undefined: it is used at once */
  readonly holdSeconds?: number | undefined;
  /** it was reversed before it arrived */
  readonly reversedBefore?: boolean | undefined;
  /** it was authorised before, and the hold has expired */
  readonly ceilings?: Ceilings | undefined;
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
    now,
    prescriptionNo: order.prescriptionNo,
  });
}

/** A decision, and what it was made from. */
export interface Decided extends Adjudication {
  readonly from: DecidedFrom;
  readonly basis: DecisionBasis;
}

/**
 * Decides an order on what has been read of it. Whose totals count beside the member's own is known only now: where a plan in force
 * has a limit of a family or a pool, their totals are read too.
 */
export async function decide(
  ports: OrderPorts,
  inHand: OrderInHand,
  asked: MemberAsked,
  file: OrderFile,
): Promise<Decided> {
  const { order, providerId, now, holdSeconds, reversedBefore, ceilings } = inHand;
  const [date, holds] = [serviceDate(order), holdSeconds !== undefined];
  const member = await memberFound(ports, order, asked, file);
  const inForce = coveragesInForce(member, date);
  const [formularies, shared] = await Promise.all([
    loadFormularies(ports, member.found === 'member' ? member.candidates : [], file.publications),
    ports.shared.readSharedTotals(sharedQuestion(inForce, date), now),
  ]);
  const balances = shared.balances.size === 0 ? file.balances : new Map([...file.balances, ...shared.balances]);
  const latestFills = latestFillsFor(inForce, order, file.fills);
  const { prescription: stored } = file;
  const from = handedOverFrom(servedAt(order), now, holds);
  const adjudication = adjudicate({
    ...{ order, providerId, member, balances, formularies },
    ...{ arrivedAt: now, holds, reversedBefore, ceilings },
    pools: shared.budgets,
    prescription: stored && prescriptionAt(stored.issued, stored.prescriptionNo, from, balances),
    fills: asFills(latestFills),
  });
  const basis: DecisionBasis = {
    found: member.found,
    memberRevision: file.member?.revision ?? 0,
    publications: file.publications,
    pools: shared.budgets,
    prescription: prescriptionBasis(file, order),
    latestFills,
    ceilings,
  };
  const rollingYears = memberRollingYears(inForce, date);
  return { ...adjudication, basis, from: { file, shared, poolMaxima: poolMaxima(inForce), rollingYears } };
}

/** Another member's prescription is as good as none, so nothing of it is kept. */
function prescriptionBasis(
  { member, prescription, balances }: OrderFile,
  { lines }: Order,
): DecisionBasis['prescription'] {
  if (prescription === undefined || prescription.issued.memberId !== member?.memberId) return undefined;
  return { revision: prescription.revision, taken: takenOf(prescription.prescriptionNo, lines, balances) };
}

function coveragesInForce(member: MemberFound, date: CalendarDate): readonly CoverageInForce[] {
  if (member.found !== 'member') return [];
  const standing = coverageStanding(member.candidates, date);
  return 'inForce' in standing ? standing.inForce : [];
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
