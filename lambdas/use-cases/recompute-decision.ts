import type { Adjudication } from '../domain/adjudicate.ts';
import { adjudicateTold } from '../domain/adjudicate-told.ts';
import { adjudicate } from '../domain/adjudicate.ts';
import type { MemberFound } from '../domain/adjudication-input.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import type { DecisionFact } from '../domain/fact.ts';
import { prescriptionAt } from '../domain/issued-prescription.ts';
import { handedOverFrom, servedAt, serviceDate } from '../domain/order.ts';
import type { Prescription } from '../domain/prescription.ts';
import { asFills, prescriptionId } from '../domain/prescription.ts';
import { recordedStanding } from '../domain/recorded-standing.ts';
import type { Trace } from '../domain/trace.ts';
import { candidatesOn } from './decide-order.ts';
import { loadFormularies } from './load-formularies.ts';
import type { FormularyShelf, MemberRegistry, PlanShelf, PrescriptionRegister } from './ports.ts';

/** What older revisions and versions are read through. */
export interface RecomputePorts {
  readonly members: Pick<MemberRegistry, 'readMemberRevision'>;
  readonly plans: PlanShelf;
  readonly formularies: FormularyShelf;
  readonly prescriptions: Pick<PrescriptionRegister, 'readPrescriptionRevision'>;
}

/** A decision made again, and the paths at which it is not the one that was stored. */
export interface Recomputed {
  readonly decision: Adjudication['decision'];
  /** such as `decision.lines[0].insurer`; empty: it is the same, to the fen */
  readonly differences: readonly string[];
}

/**
 * Makes a stored decision again, from what it was made from: the order, the member's enrolment and the plans as they were then, and
 * the limits as the decision itself shows them. Into `trace` goes the whole story.
 */
export async function recomputeDecision(ports: RecomputePorts, fact: DecisionFact, trace?: Trace): Promise<Recomputed> {
  const { order, providerId, postedAt, basis } = fact;
  const member = await memberOf(ports, fact);
  const candidates = member.found === 'member' ? member.candidates : [];
  const formularies = await loadFormularies(ports, candidates, basis.publications);
  const prescription = await prescriptionOf(ports, fact);
  const known = { member, formularies, prescription, pools: basis.pools, fills: asFills(basis.latestFills) };
  const { ceilings } = basis;
  const reversedBefore = fact.decision.reasons.some(({ code }) => code === 'T714');
  const came = { holds: holdsBy(fact), ceilings, reversedBefore };
  const question = { order, providerId, arrivedAt: postedAt, ...known, ...came, ...recordedStanding(fact) };
  const { decision, draws, fills } = trace === undefined ? adjudicate(question) : adjudicateTold(question, trace);
  const [stored, again] = [
    { decision: fact.decision, draws: fact.draws, fills: fact.fills },
    { decision, draws, fills },
  ];
  return { decision, differences: contentDifferences(stored, again) };
}

async function memberOf(ports: RecomputePorts, { memberId, order, basis }: DecisionFact): Promise<MemberFound> {
  const { found, memberRevision, publications } = basis;
  if (found !== 'member') return { found };
  const member = memberId === null ? undefined : await ports.members.readMemberRevision(memberId, memberRevision);
  if (member === undefined) throw new Error(`revision ${memberRevision} of a member is missing`);
  const candidates = await candidatesOn(ports, member, serviceDate(order), publications);
  return { found, memberId: member.memberId, candidates, birthDate: member.birthDate };
}

/** Whether what it takes is held. */
const holdsBy = ({ expiresAt }: DecisionFact): boolean => expiresAt !== undefined;

/** What the prescription said then, and what had been taken from it. */
async function prescriptionOf(
  { prescriptions }: RecomputePorts,
  fact: DecisionFact,
): Promise<Prescription | undefined> {
  const { order, basis, postedAt } = fact;
  const { prescriptionNo } = order;
  if (basis.prescription === undefined || prescriptionNo === undefined) return undefined;
  const { revision, taken } = basis.prescription;
  const issued = await prescriptions.readPrescriptionRevision(prescriptionNo, revision);
  if (issued === undefined) throw new Error(`revision ${revision} of a prescription is missing`);
  const balances = [...taken].map(([code, used]) => [prescriptionId(prescriptionNo, code), { used, held: 0 }] as const);
  const from = handedOverFrom(servedAt(order), postedAt, holdsBy(fact));
  return prescriptionAt(issued, prescriptionNo, from, new Map(balances));
}
