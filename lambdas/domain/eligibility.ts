import type { Balances } from './accumulator.ts';
import { stateOf } from './accumulator-states.ts';
import type { CalendarDate } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CompiledBenefit } from './compiled-benefit.ts';
import type { Candidate } from './coverage-standing.ts';
import { payingOrder, refusalOf, waitingSince } from './coverage-standing.ts';
import type { Coverage } from './coverage.ts';
import type { AccumulatorState, PlanVersion } from './decision.ts';
import { waiversFor } from './endorsements.ts';
import { limitBook } from './limit-book.ts';
import type { BilingualText } from './plan.ts';
import type { PoolBudgets } from './pool.ts';
import { NO_POOLS } from './pool.ts';

/** What a coverage would do on a date: its benefits, from when each can be used, and what is left of every limit. */
export interface EligibleCoverage {
  readonly coverage: Coverage;
  readonly plan: PlanVersion | null;
  /** where the coverage, or a version of its plan, has not begun */
  readonly firstDate: CalendarDate | undefined;
  readonly benefits: readonly EligibleBenefit[];
  readonly limits: readonly AccumulatorState[];
}

export interface EligibleBenefit {
  readonly benefitId: string;
  readonly name: BilingualText;
  /** where the date is still in the waiting period */
  readonly firstEligibleDate: CalendarDate | undefined;
  readonly limits: readonly AccumulatorState[];
}

/** A member as an eligibility check finds one. */
export interface MemberOnDate {
  readonly memberId: string;
  readonly candidates: readonly Candidate[];
  readonly balances: Balances;
  /** what is left of the budget of each pool that the plans name */
  readonly pools?: PoolBudgets | undefined;
  readonly date: CalendarDate;
  /** the provider that asks, and where the service would be: for the endorsements that depend on them */
  readonly providerId: string;
  readonly region: string | undefined;
}

/** A member's coverages on a date, in the order in which they pay. One without consent to direct billing is nobody's business. */
export function eligibility(member: MemberOnDate): readonly EligibleCoverage[] {
  return member.candidates
    .filter(({ coverage }) => coverage.consent)
    .toSorted((a, b) => payingOrder(a.coverage, b.coverage))
    .map((candidate) => eligibleCoverage(candidate, member));
}

function eligibleCoverage(candidate: Candidate, member: MemberOnDate): EligibleCoverage {
  const { memberId, candidates, balances, pools = NO_POOLS, date, providerId, region } = member;
  const { coverage, plan } = candidate;
  const firstDate = refusalOf(candidate, date)?.firstDate;
  if (plan === undefined) return { coverage, plan: null, firstDate, benefits: [], limits: [] };
  const shared = { balances, windows: undefined, holds: false, pools, budgets: undefined, cells: undefined };
  const book = limitBook(coverage, plan, date, memberId, shared);
  const states = (limits: readonly CompiledLimit[]): readonly AccumulatorState[] =>
    limits.map((limit) => stateOf(limit, book));
  // of an order that is not there yet no diagnosis is known, so that an endorsement which asks for one does not apply
  const waivers = waiversFor(plan.endorsements, { date, providerId, region, diagnoses: [] });
  const since = waitingSince(coverage, candidates);
  const paidFrom = ({ waitingDays }: CompiledBenefit): CalendarDate =>
    waivers?.has('waiting') === true ? since : addDays(since, waitingDays);
  return {
    ...{ coverage, firstDate },
    plan: { planId: plan.plan.planId, version: plan.plan.version },
    benefits: plan.benefits.map((benefit) => eligibleBenefit(benefit, paidFrom(benefit), date, states)),
    limits: states(plan.shownLimits),
  };
}

function eligibleBenefit(
  { benefit: { benefitId, name }, shownLimits }: CompiledBenefit,
  firstDate: CalendarDate,
  date: CalendarDate,
  states: (limits: readonly CompiledLimit[]) => readonly AccumulatorState[],
): EligibleBenefit {
  return {
    ...{ benefitId, name },
    firstEligibleDate: date < firstDate ? firstDate : undefined,
    limits: states(shownLimits),
  };
}
