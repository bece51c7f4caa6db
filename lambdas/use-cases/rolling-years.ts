import type { CalendarDate } from '../domain/calendar.ts';
import { addDays, yearOf } from '../domain/calendar.ts';
import type { CompiledPlan } from '../domain/compiled-plan.ts';
import type { Candidate } from '../domain/coverage-standing.ts';

/** The calendar years into which the rolling limits of some coverages reach from a service date; none without such a limit. */
export function rollingYears(candidates: readonly Candidate[], date: CalendarDate): ReadonlySet<number> {
  const longest = Math.max(0, ...candidates.map(({ plan }) => (plan === undefined ? 0 : longestWindow(plan))));
  if (longest === 0) return new Set();
  return new Set([addDays(date, 1 - longest), date, addDays(date, longest - 1)].map(yearOf));
}

function longestWindow({ limits, benefits }: CompiledPlan): number {
  const all = [...limits, ...benefits.flatMap((benefit) => benefit.limits)];
  return all.reduce((days, { limit: { per } }) => Math.max(days, typeof per === 'object' ? per.rollingDays : 0), 0);
}
