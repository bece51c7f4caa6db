import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import type { Formularies } from '../../lambdas/domain/formulary.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { dateOfInstant } from '../oracle/dates.ts';
import { textIn, UnreadableItem } from '../table/item.ts';
import { memberIn } from '../table/member.ts';
import { prescriptionIn } from '../table/prescription.ts';
import { formularyEntriesIn, formularyVersionsIn, planVersionsIn } from '../table/publications.ts';
import { standingBefore } from './standing-before.ts';
import type { StoredItems } from './stored-items.ts';
import { atRevision } from './stored-items.ts';

/** Everything that a decision was made from, read from where it is stored. */
export async function decidedFrom(items: StoredItems, fact: DecisionFact): Promise<AdjudicationInput> {
  const { order, providerId, postedAt, basis, decision, expiresAt } = fact;
  const member = await memberOf(items, fact);
  const candidates = member.found === 'member' ? member.candidates : [];
  const holds = expiresAt !== undefined;
  return {
    ...{ order, providerId, arrivedAt: postedAt, member, holds },
    formularies: await formulariesOf(items, candidates, basis.publications),
    prescription: await prescriptionOf(items, fact, holds),
    ...{ pools: basis.pools, ceilings: basis.ceilings },
    fills: new Map([...basis.latestFills].map(([code, fill]) => [code, [fill]])),
    reversedBefore: decision.reasons.some(({ code }) => code === 'T714'),
    ...standingBefore(fact),
  };
}

async function memberOf(items: StoredItems, fact: DecisionFact): Promise<AdjudicationInput['member']> {
  const { memberId, basis, order } = fact;
  if (basis.found !== 'member') return { found: basis.found };
  if (memberId === null) throw new UnreadableItem('it names no member');
  const item = await atRevision(items, `MEMBER#${memberId}`, 'MEMBER', basis.memberRevision);
  if (item === undefined) throw new UnreadableItem(`revision ${basis.memberRevision} of its member is missing`);
  const { coverages, birthDate } = memberIn(item);
  const served = dateOfInstant(Date.parse(order.serviceAt));
  const candidates = await Promise.all(
    coverages.map((coverage) => candidateOf(items, coverage, served, basis.publications)),
  );
  return { found: 'member', memberId, candidates, birthDate };
}

/** docs/plans.md A: the highest version, among those published by then that are in force on the date. */
async function candidateOf(
  items: StoredItems,
  coverage: Coverage,
  date: string,
  publications: number,
): Promise<Candidate> {
  const head = await items.read(`PLAN#${coverage.planId}`, 'PLAN');
  const published = head === undefined ? [] : planVersionsIn(head).filter((one) => one.publication <= publications);
  const inForce = published.filter(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= date && (effectiveTo === undefined || date <= effectiveTo),
  );
  const [nextVersionFrom] = published
    .map(({ effectiveFrom }) => effectiveFrom)
    .filter((from) => from > date)
    .toSorted();
  if (inForce.length === 0) return { coverage, plan: undefined, nextVersionFrom };
  const version = Math.max(...inForce.map((one) => one.version));
  const item = await items.read(`PLAN#${coverage.planId}`, `VERSION#${String(version).padStart(6, '0')}`);
  if (item === undefined) throw new UnreadableItem(`version ${version} of plan ${coverage.planId} is missing`);
  const plan = JSON.parse(textIn(item, 'plan')) as Plan;
  // of a plan that is ready for decisions the oracle looks at the document alone
  return { coverage, plan: { plan } as Candidate['plan'], nextVersionFrom };
}

/** docs/plans.md B: each formulary in the highest version published by then. */
async function formulariesOf(
  items: StoredItems,
  candidates: readonly Candidate[],
  publications: number,
): Promise<Formularies> {
  const ids = candidates
    .flatMap(({ plan }) => plan?.plan.benefits ?? [])
    .flatMap(({ covers }) =>
      typeof covers.items === 'object' && 'formulary' in covers.items ? covers.items.formulary : [],
    );
  const found = await Promise.all(
    [...new Set(ids)].map(async (formularyId) => {
      const head = await items.read(`FORMULARY#${formularyId}`, 'FORMULARY');
      const published = (head === undefined ? [] : formularyVersionsIn(head)).filter(
        (one) => one.publication <= publications,
      );
      const latest = published.toSorted((one, other) => other.version - one.version)[0];
      if (latest === undefined) throw new UnreadableItem(`formulary ${formularyId} is missing`);
      const { version } = latest;
      return [formularyId, { formularyId, version, entries: await entriesOf(items, formularyId, latest) }] as const;
    }),
  );
  return new Map(found);
}

async function entriesOf(
  items: StoredItems,
  formularyId: string,
  { digest, chunks }: { readonly digest: string; readonly chunks: number },
) {
  const parts = await Promise.all(
    Array.from({ length: chunks }, async (_, chunk) => {
      const sort = `ENTRIES#${digest}#${String(chunk).padStart(2, '0')}`;
      const item = await items.read(`FORMULARY#${formularyId}`, sort);
      if (item === undefined) throw new UnreadableItem(`a part of formulary ${formularyId} is missing`);
      return formularyEntriesIn(item);
    }),
  );
  return new Map(parts.flat().map((entry) => [entry.code, entry]));
}

/** 处方管理办法 article 18: where a prescription does not say how long, three days. */
const USUAL_VALIDITY = 72 * 3_600_000;

/** The prescription as it said then, with what had been taken of it; reviewed by when the drugs could be handed over. */
async function prescriptionOf(
  items: StoredItems,
  { order, basis, postedAt }: DecisionFact,
  holds: boolean,
): Promise<AdjudicationInput['prescription']> {
  const { prescriptionNo, serviceAt } = order;
  if (basis.prescription === undefined || prescriptionNo === undefined) return undefined;
  const { revision, taken } = basis.prescription;
  const item = await atRevision(items, `PRESCRIPTION#${prescriptionNo}`, 'PRESCRIPTION', revision);
  if (item === undefined) throw new UnreadableItem(`revision ${revision} of its prescription is missing`);
  const { memberId, issuedAt, reviewed, reviewedAt, validUntil, longTerm, voided, allowed, daysSupply } =
    prescriptionIn(item);
  const handedOver = holds ? Math.max(Date.parse(serviceAt), postedAt) : Date.parse(serviceAt);
  return {
    ...{ prescriptionNo, memberId, voided, issuedAt, longTerm, validUntil: validUntil ?? issuedAt + USUAL_VALIDITY },
    reviewed: reviewed && (reviewedAt === undefined || reviewedAt <= handedOver),
    items: new Map(
      [...allowed].map(([code, amount]) => [
        code,
        { allowed: amount, taken: taken.get(code) ?? 0, daysSupply: daysSupply.get(code) ?? 0 },
      ]),
    ),
  };
}
