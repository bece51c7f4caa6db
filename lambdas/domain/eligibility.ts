import type { Balances } from './accumulator.ts';
import { yearPeriod } from './accumulator.ts';
import { planLimits, stateOf } from './accumulator-states.ts';
import type { CalendarDate } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { CompiledBenefit, CompiledLimit, CompiledPlan } from './compiled-plan.ts';
import type { Candidate } from './coverage-standing.ts';
import { payingOrder, refusalOf, waitingSince } from './coverage-standing.ts';
import type { Coverage } from './coverage.ts';
import type { AccumulatorState, PlanVersion } from './decision.ts';
import type { LimitContext } from './limit-room.ts';
import { accumulates } from './limit-room.ts';
import type { BilingualText } from './plan.ts';

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

/** A member's coverages on a date, in the order in which they pay. One without consent to direct billing is nobody's business. */
export function eligibility(
  candidates: readonly Candidate[],
  balances: Balances,
  date: CalendarDate,
): readonly EligibleCoverage[] {
  const all = candidates.map(({ coverage }) => coverage);
  return candidates
    .filter(({ coverage }) => coverage.consent)
    .toSorted((a, b) => payingOrder(a.coverage, b.coverage))
    .map((candidate) => eligibleCoverage(candidate, all, balances, date));
}

function eligibleCoverage(
  candidate: Candidate,
  all: readonly Coverage[],
  balances: Balances,
  date: CalendarDate,
): EligibleCoverage {
  const { coverage, plan } = candidate;
  const firstDate = refusalOf(candidate, date)?.firstDate;
  if (plan === undefined) return { coverage, plan: null, firstDate, benefits: [], limits: [] };
  const context: LimitContext = {
    ...{ insurerId: coverage.insurerId, planId: coverage.planId, date, balances },
    year: yearPeriod(plan.plan.year, coverage.from, date),
  };
  const states = (limits: readonly CompiledLimit[]): readonly AccumulatorState[] =>
    limits.filter(accumulates).map((limit) => stateOf(limit, { coverage }, context));
  const since = waitingSince(coverage, all);
  return {
    ...{ coverage, firstDate },
    plan: { planId: plan.plan.planId, version: plan.plan.version },
    benefits: plan.benefits.map((compiled) =>
      eligibleBenefit(compiled, plan, addDays(since, compiled.waitingDays), date, states),
    ),
    limits: states(planLimits(plan)),
  };
}

function eligibleBenefit(
  { benefit: { benefitId, name }, limits }: CompiledBenefit,
  plan: CompiledPlan,
  firstDate: CalendarDate,
  date: CalendarDate,
  states: (limits: readonly CompiledLimit[]) => readonly AccumulatorState[],
): EligibleBenefit {
  return {
    ...{ benefitId, name },
    firstEligibleDate: date < firstDate ? firstDate : undefined,
    limits: states(limits.filter((limit) => !plan.limits.includes(limit))),
  };
}
