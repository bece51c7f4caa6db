import type { CalendarDate } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { Coverage } from './coverage.ts';
import type { Reason } from './decision.ts';

/** A coverage with the plan version that is in force on the service date, or the date from which one will be. */
export interface Candidate {
  readonly coverage: Coverage;
  readonly plan: CompiledPlan | undefined;
  /** where no version is in force: when the next one begins */
  readonly nextVersionFrom?: CalendarDate | undefined;
}

export interface CoverageInForce {
  readonly coverage: Coverage;
  readonly plan: CompiledPlan;
}

export type Standing = { readonly inForce: readonly CoverageInForce[] } | { readonly refusal: Reason };

/**
 * docs/plans.md A: which coverages decide an order of this date, in the order in which they pay; or, if none does, the one reason
 * that the order gets: E109 if none has consent, else the first of E105, E103 (the earliest date), E104 that occurs.
 */
export function coverageStanding(candidates: readonly Candidate[], date: CalendarDate): Standing {
  const refusals: Reason[] = [];
  const inForce: CoverageInForce[] = [];
  for (const candidate of candidates) {
    const { coverage, plan } = candidate;
    if (!coverage.consent) continue;
    const refusal = refusalOf(candidate, date);
    if (refusal !== undefined) refusals.push(refusal);
    else if (plan !== undefined) inForce.push({ coverage, plan });
  }
  if (inForce.length > 1) inForce.sort((a, b) => payingOrder(a.coverage, b.coverage));
  if (inForce.length > 0) return { inForce };
  if (refusals.length === 0) return { refusal: { code: 'E109', amount: 0, rule: 'coverage.consent' } };
  return { refusal: firstOf(refusals) };
}

/** Why one coverage does not decide an order of this date; `undefined` if it does. */
export function refusalOf({ coverage, plan, nextVersionFrom }: Candidate, date: CalendarDate): Reason | undefined {
  if (coverage.status === 'suspended') return { code: 'E105', amount: 0, rule: 'coverage.status' };
  if (date < coverage.from) return { code: 'E103', amount: 0, rule: 'coverage.from', firstDate: coverage.from };
  if (coverage.status === 'terminated') return { code: 'E104', amount: 0, rule: 'coverage.status' };
  if (date > coverage.to) return { code: 'E104', amount: 0, rule: 'coverage.to', figures: [coverage.to] };
  if (plan !== undefined) return undefined;
  if (nextVersionFrom === undefined) return { code: 'E104', amount: 0, rule: 'plan.effectiveTo' };
  return { code: 'E103', amount: 0, rule: 'plan.effectiveFrom', firstDate: nextVersionFrom };
}

/** docs/plans.md D: by priority, then `from`, then `coverageId`. */
export function payingOrder(a: Coverage, b: Coverage): number {
  return a.priority - b.priority || compareText(a.from, b.from) || compareText(a.coverageId, b.coverageId);
}

/**
 * The day from which a coverage's waiting counts: its own `from`, or, where it renews one of the same member without a gap,
 * that one's, followed back over several.
 */
export function waitingSince(coverage: Coverage, all: readonly Pick<Candidate, 'coverage'>[]): CalendarDate {
  if (coverage.renewalOf === undefined) return coverage.from;
  let current = coverage;
  for (const _ of all) {
    const renewed = all.find((one) => one.coverage.coverageId === current.renewalOf)?.coverage;
    if (renewed === undefined || renewed.coverageId === current.coverageId || renewed.to < addDays(current.from, -1))
      break;
    current = renewed;
  }
  return current.from < coverage.from ? current.from : coverage.from;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function firstOf(refusals: readonly Reason[]): Reason {
  const dates = refusals
    .filter(({ code }) => code === 'E103')
    .toSorted((a, b) => compareText(a.firstDate ?? '', b.firstDate ?? ''));
  const first = refusals.find(({ code }) => code === 'E105') ?? dates[0] ?? refusals[0];
  if (first === undefined) throw new Error('a coverage that is not in force has a reason');
  return first;
}
